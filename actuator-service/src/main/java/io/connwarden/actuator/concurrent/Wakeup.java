package io.connwarden.actuator.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the one thread that waits for it. Ringing while nobody waits is remembered, once. */
public final class Wakeup {
    private final Semaphore signal = new Semaphore(0);

    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * Waits for the bell, at most so long.
     *
     * @throws ShutdownException when the thread is interrupted
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
