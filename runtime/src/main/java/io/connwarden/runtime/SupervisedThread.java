package io.connwarden.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A thread that runs a task until the task returns. An exception or an error is logged and the task is started again
 * after a delay, so no failure of the task ends the thread.
 *
 * <p>The thread reports its progress. Every wait for {@link ShutdownSignal} or {@link Wakeup} is a heartbeat, for as
 * long as the wait may take. A thread without a heartbeat for {@link #HEARTBEAT_TIMEOUT} is stalled. The static methods
 * concern the current thread and have no effect on other kinds of threads. Thread-safe.
 */
public final class SupervisedThread extends Thread {
    /** The time without a heartbeat after which a thread is stalled. It is above every time limit of a query. */
    public static final Duration HEARTBEAT_TIMEOUT = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedThread.class);

    private final Runnable task;
    private final ShutdownSignal shutdown;
    private final LongSupplier nanoTime;
    private volatile long lastHeartbeat;
    private volatile @Nullable Long lastSuccess;
    private volatile @Nullable Failure failure;
    private volatile boolean completed;

    /** @param shutdown prevents further starts of the task */
    public SupervisedThread(String name, Runnable task, ShutdownSignal shutdown) {
        this(name, task, shutdown, System::nanoTime);
    }

    SupervisedThread(String name, Runnable task, ShutdownSignal shutdown, LongSupplier nanoTime) {
        super(name);
        this.task = task;
        this.shutdown = shutdown;
        this.nanoTime = nanoTime;
        this.lastHeartbeat = nanoTime.getAsLong();
    }

    private record Failure(long start, String cause) {}

    /**
     * The progress of a thread.
     *
     * @param working false if the thread is stalled, or has ended before its task returned
     * @param sinceSuccess time since the last success; empty before the first
     * @param failing the time since the first failure after the last success; empty without a failure
     * @param cause the reason of the last failure; empty without a failure
     */
    public record Progress(
            boolean working, Optional<Duration> sinceSuccess, Optional<Duration> failing, String cause) {}

    /** Records that the current thread has completed a unit of its work. */
    public static void recordSuccess() {
        if (currentThread() instanceof SupervisedThread supervised) {
            supervised.onSuccess();
        }
    }

    /** Records that a unit of work of the current thread has failed. */
    public static void recordFailure(Throwable failure) {
        if (currentThread() instanceof SupervisedThread supervised) {
            supervised.onFailure(failure);
        }
    }

    /** Records that the current thread is about to wait for at most the given time. */
    static void recordWait(Duration timeout) {
        if (currentThread() instanceof SupervisedThread supervised) {
            supervised.lastHeartbeat = supervised.nanoTime.getAsLong() + timeout.toNanos();
        }
    }

    /** Records that the current thread is active, in a task that neither waits nor completes a unit for minutes. */
    public static void recordHeartbeat() {
        recordWait(Duration.ZERO);
    }

    /** Returns the progress. A thread is working also after its task has returned. */
    public Progress progress() {
        Long success = lastSuccess;
        Failure failed = failure;
        return new Progress(
                isWorking(),
                success == null ? Optional.empty() : Optional.of(since(success)),
                failed == null ? Optional.empty() : Optional.of(since(failed.start())),
                failed == null ? "" : failed.cause());
    }

    /** Returns false if the thread is stalled, or has ended before its task returned. */
    public boolean isWorking() {
        return completed || (isAlive() && since(lastHeartbeat).compareTo(HEARTBEAT_TIMEOUT) <= 0);
    }

    /** Runs the task until it returns. */
    @Override
    public void run() {
        BackOffExecution delays = RetryBackOff.standard().start();
        boolean ended = false;
        while (!ended) {
            ended = runTask() || shutdown.awaitShutdown(Duration.ofMillis(delays.nextBackOff()));
        }
    }

    /** Returns false if the task failed and must be started again. */
    private boolean runTask() {
        recordHeartbeat();
        try {
            task.run();
            completed = true;
            return true;
        } catch (ShutdownException e) {
            completed = shutdown.isShutDown();
            return true;
        } catch (Throwable e) { // an Error must not end the thread
            report(e);
            return false;
        }
    }

    private void report(Throwable e) {
        try {
            onFailure(e);
            LOG.error("Thread {} failed with an internal error; its task is started again after a delay", getName(), e);
        } catch (Throwable unreported) { // such as a second OutOfMemoryError
            lastHeartbeat = nanoTime.getAsLong();
        }
    }

    private void onSuccess() {
        lastHeartbeat = nanoTime.getAsLong();
        lastSuccess = lastHeartbeat;
        failure = null;
    }

    private void onFailure(Throwable e) {
        lastHeartbeat = nanoTime.getAsLong();
        Failure earlier = failure;
        failure = new Failure(earlier == null ? lastHeartbeat : earlier.start(), RootCause.describe(e));
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - nanos));
    }
}
