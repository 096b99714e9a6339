package io.connwarden.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group of supervised threads that start and end with a service. Thread-safe. */
public final class SupervisedThreads {
    private final ShutdownSignal shutdown;
    private final Map<String, SupervisedThread> threads = new LinkedHashMap<>();

    public SupervisedThreads(ShutdownSignal shutdown) {
        this.shutdown = shutdown;
    }

    /**
     * Starts a thread. A name that is already in use has no effect.
     *
     * @throws ShutdownException when the service shuts down
     */
    public synchronized void start(String name, Runnable task) {
        if (shutdown.isShutDown()) {
            throw new ShutdownException();
        }
        if (!threads.containsKey(name)) {
            SupervisedThread thread = new SupervisedThread(name, task, shutdown);
            threads.put(name, thread);
            thread.start();
        }
    }

    /** Returns true if a thread of this name was started and is working. */
    public synchronized boolean isWorking(String name) {
        SupervisedThread thread = threads.get(name);
        return thread != null && thread.isWorking();
    }

    /** Returns the threads in the order of their start. */
    public synchronized List<SupervisedThread> all() {
        return List.copyOf(threads.values());
    }

    /** Waits until all threads have ended, at most for the given time. They end when the shutdown signal is given. */
    public void awaitTermination(Duration maxWait) {
        long until = System.nanoTime() + maxWait.toNanos();
        for (SupervisedThread thread : all()) {
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
