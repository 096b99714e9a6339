package io.connwarden.monitor.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.configuration.ConfigurationProblem;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.sampling.SqlTargetView;
import io.connwarden.monitor.sampling.TargetWatch;
import io.connwarden.monitor.sampling.TimeSource;
import io.connwarden.monitor.sampling.WatchListener;
import io.connwarden.monitor.sampling.WatchThread;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts a watch for every target, each with its thread and its one session, and ends them. */
final class Watches implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final String APPLICATION_NAME = "connwarden-monitor";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final MonitorConfiguration configuration;
    private final WatchListener listener;
    private final List<WatchThread> threads = new ArrayList<>();
    private final List<HikariDataSource> sessions = new ArrayList<>();
    private volatile boolean running;

    Watches(MonitorConfiguration configuration, WatchListener listener) {
        this.configuration = configuration;
        this.listener = listener;
    }

    @Override
    public synchronized void start() {
        if (configuration.targets().isEmpty()) {
            throw new ConfigurationProblem("connwarden.targets: no target is configured, so there is nothing to watch:"
                    + " give connwarden.targets[0].id, connwarden.targets[0].url and connwarden.targets[0].user");
        }
        configuration.targets().forEach(target -> threads.add(watch(target)));
        threads.forEach(WatchThread::start);
        running = true;
        LOG.info("Watching {} as {}", threads.stream().map(WatchThread::target).toList(), APPLICATION_NAME);
    }

    /** Whether every target has its thread; one that ended by itself is a defect. */
    synchronized List<String> withoutThread() {
        return threads.stream()
                .filter(thread -> !thread.isAlive())
                .map(WatchThread::target)
                .toList();
    }

    private WatchThread watch(TargetSettings target) {
        Thresholds thresholds = Objects.requireNonNullElseGet(target.thresholds(), Thresholds::standard);
        HikariDataSource session = open(target);
        sessions.add(session);
        SqlTargetView view = new SqlTargetView(
                target.id(),
                new TargetQueries(session),
                thresholds,
                configuration.monitor().topApplications());
        return new WatchThread(new TargetWatch(
                target.id(),
                view,
                thresholds,
                configuration.monitor().tripwire(thresholds),
                configuration.monitor().cadence(),
                listener,
                TimeSource.system()));
    }

    private static HikariDataSource open(TargetSettings target) {
        try {
            return TargetConnections.open(target, APPLICATION_NAME);
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationProblem("target " + target.id() + ": " + refused.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(WatchThread::stop);
        // Closing a session ends the look that hangs in it. Side by side, because each may take its time.
        List<Thread> closing = sessions.stream()
                .map(session -> new Thread(session::close, "close-" + session.getPoolName()))
                .toList();
        closing.forEach(thread -> thread.setDaemon(true));
        closing.forEach(Thread::start);
        joinAll(closing);
        running = false;
    }

    private void joinAll(List<Thread> closing) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread thread : closing) {
                thread.join(
                        Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            }
            for (WatchThread thread : threads) {
                if (!thread.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.warn("The watch of {} hangs in a look; leaving it", thread.target());
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the publisher, and ended before it, so that the last looks are still sent. */
    @Override
    public int getPhase() {
        return PublisherLifecycle.PHASE + 1;
    }
}
