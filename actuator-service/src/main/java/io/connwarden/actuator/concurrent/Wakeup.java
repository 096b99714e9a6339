package io.connwarden.actuator.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread. A signal without a waiting thread is remembered once. */
public final class Wakeup {
    private final Semaphore signal = new Semaphore(0);

    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * Waits for a signal, at most for the timeout.
     *
     * @throws ShutdownException if the thread is interrupted
     */
    public void await(Duration maxWait) {
        try {
            if (signal.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        }
    }
}
