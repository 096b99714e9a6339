package io.connwarden.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A wake-up call for one waiting thread. A call without a waiting thread is remembered, once. */
public final class Wakeup {
    private final Semaphore signal = new Semaphore(0);

    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * Waits for a wake-up call.
     *
     * @param timeout the maximum wait
     * @throws ShutdownException when the thread is interrupted
     */
    public void await(Duration timeout) {
        SupervisedThread.recordWait(timeout);
        try {
            if (signal.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        } finally {
            SupervisedThread.recordHeartbeat();
        }
    }
}
