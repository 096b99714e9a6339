package io.connwarden.actuator.concurrent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The shutdown signal of the service. Any number of threads can wait for it. Thread-safe. */
public final class ShutdownSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Sleeps for the given time.
     *
     * @throws ShutdownException if the service shuts down before or during the sleep
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
