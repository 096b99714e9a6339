package io.connwarden.actuator.concurrent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets any number of threads wait for a while, until the service stops. Thread-safe. */
public final class ShutdownSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Waits for so long.
     *
     * @throws ShutdownException when the service stops meanwhile, or has stopped
     */
    public void sleep(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ShutdownException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        }
    }

    public void shutDown() {
        stopped.countDown();
    }

    public boolean isShutDown() {
        return stopped.getCount() == 0;
    }
}
