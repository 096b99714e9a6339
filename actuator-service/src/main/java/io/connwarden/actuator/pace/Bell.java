package io.connwarden.actuator.pace;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the one thread that waits for it. Ringing while nobody waits is remembered, once. */
public final class Bell {
    private final Semaphore rung = new Semaphore(0);

    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /**
     * Waits for the bell, at most so long.
     *
     * @throws Stopped when the thread is interrupted
     */
    public void await(Duration longest) {
        try {
            if (rung.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                rung.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
