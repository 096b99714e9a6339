package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.intake.WorkNotifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workers of all targets, one thread each. */
public final class TargetWorkers implements WorkNotifier {
    private final Targets targets;
    private final EmergencyConnections connections;
    private final TargetWorker.Context context;
    private final Map<String, TargetWorker> workers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    TargetWorkers(Targets targets, EmergencyConnections connections, TargetWorker.Context context) {
        this.targets = targets;
        this.connections = connections;
        this.context = context;
    }

    /** Starts all workers. The emergency connections must be open. */
    public synchronized void start() {
        for (TargetConfiguration target : targets.all()) {
            TargetWorker worker = new TargetWorker(target, connections.connectionTo(target.id()), context);
            workers.put(target.id(), worker);
            Thread thread = new Thread(worker, "target-" + target.id());
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public synchronized void notifyWork(String target) {
        TargetWorker worker = workers.get(target);
        if (worker != null) {
            worker.notifyWork();
        }
    }

    /**
     * Waits until all workers have stopped, at most for the given time. They stop when the shutdown signal is given.
     */
    public void awaitTermination(Duration maxWait) {
        List<Thread> running;
        synchronized (this) {
            workers.values().forEach(TargetWorker::notifyWork);
            running = List.copyOf(threads);
        }
        long until = System.nanoTime() + maxWait.toNanos();
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
