package io.connwarden.client.lane;

import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.deadline.WatchThread;
import io.connwarden.client.gate.GateCounts;
import io.connwarden.client.retry.Resilience;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import io.connwarden.client.status.PoolCounts;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Both lanes, opened together and closed together. */
public final class Lanes implements AutoCloseable {
    private static final int WORKERS = 8;
    private static final int CLOSERS = 2;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final Lane standard;
    private final Lane reserved;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor closers;
    private final Stage stage;

    private Lanes(Lane standard, Lane reserved, ThreadPoolExecutor workers, ThreadPoolExecutor closers, Stage stage) {
        this.standard = standard;
        this.reserved = reserved;
        this.workers = workers;
        this.closers = closers;
        this.stage = stage;
    }

    /** Opens both pools. Does not wait for the database, and does not fail when it is away. */
    public static Lanes open(RouterSettings settings, Watch watch, NanoClock clock, LaneEvents events) {
        Lane standard = Lane.standard(settings);
        Lane reserved = Lane.reserved(settings);
        ThreadPoolExecutor workers = threads(WORKERS, settings.access().applicationName() + "-cancel");
        ThreadPoolExecutor closers = threads(CLOSERS, settings.access().applicationName() + "-close");
        Suspicion suspicion = new Suspicion(clock);
        Stage stage = new LaneChoice(
                calls(standard, settings, suspicion, watch, clock, workers, closers, events),
                calls(reserved, settings, suspicion, watch, clock, workers, closers, events),
                new GateKeeper(clock),
                new StandardCircuit(Resilience.standardLaneCircuit()),
                settings.times(),
                events);
        return new Lanes(standard, reserved, workers, closers, stage);
    }

    private static LaneCalls calls(
            Lane lane,
            RouterSettings settings,
            Suspicion suspicion,
            Watch watch,
            NanoClock clock,
            ThreadPoolExecutor workers,
            ThreadPoolExecutor closers,
            LaneEvents events) {
        Collector collector = new Collector(lane, settings.times().abandonedAfter(), clock, workers, closers, events);
        return new LaneCalls(lane, suspicion, collector, watch, clock);
    }

    /** Threads that send cancel requests or close connections; none while there is nothing to do. */
    private static ThreadPoolExecutor threads(int most, String name) {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        // At the close a loan may still need its end, and then has only the watch's thread to do it on.
        workers.setRejectedExecutionHandler((task, closed) -> task.run());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /** The innermost stage: one attempt on the right lane. */
    public Stage stage() {
        return stage;
    }

    public PoolCounts pool(LaneName lane) {
        return of(lane).pool().counts();
    }

    public GateCounts gate(LaneName lane) {
        return of(lane).gate().counts();
    }

    /** What runs is being cancelled; a moment is enough for what can be. */
    private void awaitEnds() {
        long end = System.nanoTime() + ENDS_WITHIN.toNanos();
        while (gate(LaneName.STANDARD).inside() + gate(LaneName.RESERVED).inside() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, WatchThread.TICK.toNanos());
        }
    }

    private Lane of(LaneName lane) {
        return lane == LaneName.STANDARD ? standard : reserved;
    }

    /** Announces the close: nothing more is begun. */
    public void closes() {
        standard.pool().closes();
        reserved.pool().closes();
    }

    @Override
    public void close() {
        closes();
        // Those who wait find the lanes closed; whatever holds the places, they need not wait for it.
        standard.gate().releaseAll();
        reserved.gate().releaseAll();
        awaitEnds();
        workers.shutdown();
        closers.shutdown();
        standard.close();
        reserved.close();
    }
}
