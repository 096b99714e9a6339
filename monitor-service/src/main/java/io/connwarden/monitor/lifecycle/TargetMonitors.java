package io.connwarden.monitor.lifecycle;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.sampling.LookedAtTargets;
import io.connwarden.monitor.sampling.SampleListener;
import io.connwarden.monitor.sampling.SqlTargetSampler;
import io.connwarden.monitor.sampling.TargetMonitor;
import io.connwarden.monitor.sampling.TargetMonitorThread;
import io.connwarden.monitor.sampling.TimeSource;
import io.connwarden.sql.target.HeldSession;
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

/** The lifecycle of the target monitors, each with its thread and its held session. */
public final class TargetMonitors implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TargetMonitors.class);
    private static final String APPLICATION_NAME = "connwarden-monitor";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final MonitorConfiguration configuration;
    private final SampleListener listener;
    private final LookedAtTargets looks;
    private final List<TargetMonitorThread> threads = new ArrayList<>();
    private final List<HeldSession> sessions = new ArrayList<>();
    private volatile boolean running;

    public TargetMonitors(MonitorConfiguration configuration, SampleListener listener, LookedAtTargets looks) {
        this.looks = looks;
        this.configuration = configuration;
        this.listener = listener;
    }

    @Override
    public synchronized void start() {
        ConfigurationReader.requireTargets(configuration.targets());
        configuration.targets().forEach(target -> threads.add(createMonitor(target)));
        threads.forEach(TargetMonitorThread::start);
        running = true;
        LOG.info(
                "Monitoring targets {} with application_name {}",
                threads.stream().map(TargetMonitorThread::target).toList(),
                APPLICATION_NAME);
    }

    /** Returns the targets with a thread that ended without a stop, which is a defect. */
    public synchronized List<String> targetsWithoutThread() {
        return threads.stream()
                .filter(thread -> !thread.isAlive())
                .map(TargetMonitorThread::target)
                .toList();
    }

    private TargetMonitorThread createMonitor(TargetSettings target) {
        Thresholds thresholds = Objects.requireNonNullElseGet(target.thresholds(), Thresholds::defaults);
        HeldSession session = openSession(target);
        sessions.add(session);
        SqlTargetSampler sampler = new SqlTargetSampler(
                target.id(),
                new TargetQueries(session),
                thresholds,
                configuration.monitor().topApplications(),
                configuration.monitor().sessions().enabled());
        return new TargetMonitorThread(new TargetMonitor(
                target.id(),
                sampler,
                configuration.monitor().sampling(thresholds),
                listener,
                TimeSource.system(),
                looks));
    }

    private static HeldSession openSession(TargetSettings target) {
        try {
            return TargetConnections.open(target, APPLICATION_NAME);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("target " + target.id() + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(TargetMonitorThread::stop);
        // Closing a session ends a query that hangs in it. The sessions are closed concurrently, as each may take
        // seconds.
        List<Thread> closing = sessions.stream()
                .map(session -> new Thread(session::close, "close-" + session.name()))
                .toList();
        closing.forEach(thread -> thread.setDaemon(true));
        closing.forEach(Thread::start);
        awaitTermination(closing);
        running = false;
    }

    private void awaitTermination(List<Thread> closing) {
        long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            for (Thread thread : closing) {
                thread.join(
                        Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            }
            for (TargetMonitorThread thread : threads) {
                if (!thread.awaitTermination(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.warn(
                            "Monitor thread of target {} did not stop within {} s; the service stops without it",
                            thread.target(),
                            STOP_TIMEOUT.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the publisher and stops before it, so that the last samples are still sent. */
    @Override
    public int getPhase() {
        return PublisherLifecycle.PHASE + 1;
    }
}
