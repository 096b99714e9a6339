package io.connwarden.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on threads of its own, one each, whose outcomes a test collects. */
final class TestThreads<T> {
    private final List<FutureTask<T>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    TestThreads<T> start(int count, Callable<T> work) {
        for (int i = 0; i < count; i++) {
            FutureTask<T> task = new FutureTask<>(work);
            tasks.add(task);
            Thread thread = new Thread(task, "background");
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

    /** Every answer. */
    List<T> results() {
        List<T> answers = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            answers.add(get(task));
        }
        return answers;
    }

    T result() {
        return get(tasks.get(0));
    }

    /** What the first one threw. */
    Throwable failure() {
        return failureOf(tasks.get(0));
    }

    private static Throwable failureOf(FutureTask<?> task) {
        try {
            Object answer = task.get(60, TimeUnit.SECONDS);
            throw new AssertionError("answered " + answer);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What each of them threw. */
    List<Throwable> failures() {
        return tasks.stream().map(TestThreads::failureOf).toList();
    }

    private static <T> T get(FutureTask<T> task) {
        try {
            return task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
