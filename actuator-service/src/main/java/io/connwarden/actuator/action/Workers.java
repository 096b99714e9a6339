package io.connwarden.actuator.action;

import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.sql.store.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workers of all targets, one thread each. */
public final class Workers implements WorkBell {
    private final Targets targets;
    private final Lanes lanes;
    private final CommandRun run;
    private final Leases leases;
    private final Clock clock;
    private final Rest rest;
    private final FlowMetrics metrics;
    private final Map<String, TargetWorker> workers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Workers(Targets targets, Lanes lanes, CommandRun run, Leases leases, Clock clock, Rest rest, FlowMetrics metrics) {
        this.targets = targets;
        this.lanes = lanes;
        this.run = run;
        this.leases = leases;
        this.clock = clock;
        this.rest = rest;
        this.metrics = metrics;
    }

    /** Starts all; the lanes must be open. */
    public synchronized void start() {
        for (WatchedTarget target : targets.all()) {
            TargetWorker worker = new TargetWorker(target, lanes.to(target.id()), run, leases, clock, rest, metrics);
            workers.put(target.id(), worker);
            Thread thread = new Thread(worker, "target-" + target.id());
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public synchronized void ring(String target) {
        TargetWorker worker = workers.get(target);
        if (worker != null) {
            worker.ring();
        }
    }

    /** Waits until all have stopped, which they do when the service's rest is over; not longer than given. */
    public void awaitStop(Duration longest) {
        List<Thread> running;
        synchronized (this) {
            workers.values().forEach(TargetWorker::ring);
            running = List.copyOf(threads);
        }
        long until = System.nanoTime() + longest.toNanos();
        for (Thread thread : running) {
            join(thread, until);
        }
    }

    private static void join(Thread thread, long until) {
        try {
            thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
