package io.connwarden.actuator.pace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets any number of threads wait for a while, until the service stops. Thread-safe. */
public final class Rest {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Waits for so long.
     *
     * @throws Stopped when the service stops meanwhile, or has stopped
     */
    public void rest(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    public void stop() {
        stopped.countDown();
    }

    public boolean stopping() {
        return stopped.getCount() == 0;
    }
}
