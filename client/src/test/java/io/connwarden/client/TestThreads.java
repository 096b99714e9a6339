package io.connwarden.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a test. Each runs one task; the test collects results and failures. */
final class TestThreads<T> {
    /** A bound for a broken test, not an expectation of speed. */
    private static final long MAX_WAIT_MINUTES = 5;

    private final List<FutureTask<T>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    TestThreads<T> start(int count, Callable<T> work) {
        for (int i = 0; i < count; i++) {
            FutureTask<T> task = new FutureTask<>(work);
            tasks.add(task);
            Thread thread = new Thread(task, "test-thread");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    static <T> TestThreads<T> run(Callable<T> work) {
        return new TestThreads<T>().start(1, work);
    }

    Thread thread() {
        return threads.get(0);
    }

    long runningCount() {
        return tasks.stream().filter(task -> !task.isDone()).count();
    }

    /** Waits for the results of all threads. */
    List<T> results() {
        List<T> results = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            results.add(get(task));
        }
        return results;
    }

    T result() {
        return get(tasks.get(0));
    }

    /** Waits for the exception of the first thread. */
    Throwable failure() {
        return failureOf(tasks.get(0));
    }

    private static Throwable failureOf(FutureTask<?> task) {
        try {
            Object result = task.get(MAX_WAIT_MINUTES, TimeUnit.MINUTES);
            throw new AssertionError("expected an exception, but the task returned " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the exceptions of all threads. */
    List<Throwable> failures() {
        return tasks.stream().map(TestThreads::failureOf).toList();
    }

    private static <T> T get(FutureTask<T> task) {
        try {
            return task.get(MAX_WAIT_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
