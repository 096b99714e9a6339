package io.connwarden.client.lane;

import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineThread;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.retry.FailsafePolicies;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import io.connwarden.client.status.PoolCounts;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The standard and the reserved lane. */
public final class Lanes implements AutoCloseable {
    private static final int CANCEL_THREADS = 8;
    private static final int CLOSE_THREADS = 2;
    private static final Duration MAX_CLOSE_WAIT = Duration.ofSeconds(2);

    private final Lane standard;
    private final Lane reserved;
    private final ThreadPoolExecutor cancelExecutor;
    private final ThreadPoolExecutor closeExecutor;
    private final Stage stage;
    private final ApplicationConnections applicationConnections;

    private Lanes(
            Lane standard,
            Lane reserved,
            ThreadPoolExecutor cancelExecutor,
            ThreadPoolExecutor closeExecutor,
            Stage stage,
            ApplicationConnections applicationConnections) {
        this.applicationConnections = applicationConnections;
        this.standard = standard;
        this.reserved = reserved;
        this.cancelExecutor = cancelExecutor;
        this.closeExecutor = closeExecutor;
        this.stage = stage;
    }

    /** Opens both pools. Does not wait for the database and does not fail if it is down. */
    public static Lanes open(RouterSettings settings, DeadlineMonitor monitor, NanoClock clock, LaneListener events) {
        Lane standard = Lane.standard(settings, clock);
        Lane reserved = Lane.reserved(settings, clock);
        ThreadPoolExecutor cancelExecutor =
                threads(CANCEL_THREADS, settings.database().applicationName() + "-cancel");
        ThreadPoolExecutor closeExecutor =
                threads(CLOSE_THREADS, settings.database().applicationName() + "-close");
        StaleConnectionHint staleHint = new StaleConnectionHint(clock);
        Duration abandonedTimeout = settings.timeouts().abandonedTimeout();
        ThreadPermits threads = new ThreadPermits();
        Function<Lane, LaneConnector> connector = lane -> new LaneConnector(
                lane,
                new ConnectionAcquirer(lane.pool(), staleHint, lane.outage(), clock),
                new LaneConnectFailures(FailsafePolicies.laneCircuitBreaker()),
                threads,
                new ConnectionReclaimer(lane, abandonedTimeout, clock, cancelExecutor, closeExecutor, events),
                monitor,
                clock);
        LaneSelector selector = new LaneSelector(
                connector.apply(standard),
                connector.apply(reserved),
                new PermitAcquirer(threads, clock),
                settings.timeouts(),
                events);
        return new Lanes(
                standard,
                reserved,
                cancelExecutor,
                closeExecutor,
                new AttemptStage(selector, staleHint, clock),
                new ApplicationConnections(
                        selector, staleHint, settings.timeouts().connectionTimeout(), clock));
    }

    /** Creates an executor that ends idle threads. */
    private static ThreadPoolExecutor threads(int maxThreads, String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                maxThreads, maxThreads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        // After the shutdown a lease may still have to be closed. The deadline thread then runs the task.
        executor.setRejectedExecutionHandler((task, closed) -> task.run());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Returns the innermost stage, which runs one attempt in the selected lane. */
    public Stage stage() {
        return stage;
    }

    /** Returns the source of connections that the application closes itself. */
    public ApplicationConnections applicationConnections() {
        return applicationConnections;
    }

    public PoolCounts poolCounts(LaneName lane) {
        return of(lane).pool().counts();
    }

    /** Returns the last failure of a lane that cannot connect, or null if it connects. */
    public @Nullable String connectFailure(LaneName lane) {
        return of(lane).outage().failure();
    }

    public LaneLimiter.PermitCounts permitCounts(LaneName lane) {
        return of(lane).limiter().counts();
    }

    /** Waits until the cancelled queries have released their permits, or the maximum wait is over. */
    private void awaitReleased() {
        long end = System.nanoTime() + MAX_CLOSE_WAIT.toNanos();
        while (permitCounts(LaneName.STANDARD).running()
                                + permitCounts(LaneName.RESERVED).running()
                        > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, DeadlineThread.TICK.toNanos());
        }
    }

    private Lane of(LaneName lane) {
        return lane == LaneName.STANDARD ? standard : reserved;
    }

    /** Announces the close. From now on no connection can be acquired. */
    public void beginClose() {
        standard.pool().beginClose();
        reserved.pool().beginClose();
    }

    @Override
    public void close() {
        beginClose();
        // Waiting calls are rejected now; they do not wait for the running ones.
        standard.limiter().unblockAll();
        reserved.limiter().unblockAll();
        awaitReleased();
        cancelExecutor.shutdown();
        closeExecutor.shutdown();
        standard.close();
        reserved.close();
    }
}
