package io.connwarden.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.util.backoff.BackOffExecution;

/** The signal that ends every wait of a service. Any number of threads may wait for it. Thread-safe. */
public final class ShutdownSignal {
    private final CountDownLatch shutdown = new CountDownLatch(1);

    /** Ends all current and future waits. */
    public void shutDown() {
        shutdown.countDown();
    }

    public boolean isShutDown() {
        return shutdown.getCount() == 0;
    }

    /**
     * Waits for the shutdown.
     *
     * @param timeout the maximum wait
     * @return whether the service shuts down; also true when the thread is interrupted; the interrupt flag stays set
     */
    public boolean awaitShutdown(Duration timeout) {
        SupervisedThread.recordWait(timeout);
        try {
            return shutdown.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            SupervisedThread.recordHeartbeat();
        }
    }

    /**
     * Waits for a fixed time.
     *
     * @throws ShutdownException when the service shuts down before the end of the time
     */
    public void sleep(Duration time) {
        if (awaitShutdown(time)) {
            throw new ShutdownException();
        }
    }

    /**
     * Waits for the next delay of a back-off.
     *
     * @throws ShutdownException when the service shuts down before the end of the delay
     */
    public void backOff(BackOffExecution delays) {
        sleep(Duration.ofMillis(delays.nextBackOff()));
    }
}
