package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.runtime.SupervisedThreads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The workers of all targets, one thread each. */
public final class TargetWorkers implements WorkNotifier {
    private final Targets targets;
    private final EmergencyConnections connections;
    private final TargetWorker.Context context;
    private final Map<String, TargetWorker> workers = new LinkedHashMap<>();
    private final SupervisedThreads threads;

    TargetWorkers(Targets targets, EmergencyConnections connections, TargetWorker.Context context) {
        this.targets = targets;
        this.connections = connections;
        this.context = context;
        this.threads = new SupervisedThreads(context.shutdown());
    }

    /** Starts all workers that are not started. The emergency connections must be open. */
    public synchronized void start() {
        for (TargetConfiguration target : targets.all()) {
            TargetWorker worker = workers.computeIfAbsent(
                    target.id(), id -> new TargetWorker(target, connections.connectionTo(id), context));
            threads.start(threadName(target.id()), worker);
        }
    }

    /** Returns the threads of the workers. */
    public List<SupervisedThread> threads() {
        return threads.all();
    }

    /** Returns the keys of the commands that working threads execute. A stalled thread is not working. */
    public synchronized Set<Long> commandsInExecution() {
        Set<Long> seqs = new TreeSet<>();
        workers.forEach((target, worker) -> {
            Long seq = worker.commandInExecution();
            if (seq != null && threads.isWorking(threadName(target))) {
                seqs.add(seq);
            }
        });
        return seqs;
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
        synchronized (this) {
            workers.values().forEach(TargetWorker::notifyWork);
        }
        threads.awaitTermination(maxWait);
    }

    private static String threadName(String target) {
        return "target-" + target;
    }
}
