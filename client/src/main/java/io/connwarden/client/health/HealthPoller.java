package io.connwarden.client.health;

import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.throttle.HealthListener;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the target's health at every interval in which nobody else told it. */
public final class HealthPoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);

    private final ConnectionManagement management;
    private final HealthListener listener;
    private final BooleanSupplier isHealthRecent;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connwarden-health");
        thread.setDaemon(true);
        return thread;
    });

    private HealthPoller(ConnectionManagement management, HealthListener listener, BooleanSupplier isHealthRecent) {
        this.management = management;
        this.listener = listener;
        this.isHealthRecent = isHealthRecent;
    }

    /**
     * Asks at once and then at every interval.
     *
     * @param management what to ask; not closed with it
     * @param listener told of it
     * @param isHealthRecent whether health was heard within the last interval, so that there is no need to ask
     * @param interval from one question to the next
     * @return a running poll, to be closed
     */
    public static HealthPoller start(
            ConnectionManagement management,
            HealthListener listener,
            BooleanSupplier isHealthRecent,
            Duration interval) {
        HealthPoller poller = new HealthPoller(management, listener, isHealthRecent);
        ScheduledFuture<?> ignored =
                poller.scheduler.scheduleWithFixedDelay(poller::poll, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return poller;
    }

    private void poll() {
        if (isHealthRecent.getAsBoolean()) {
            return;
        }
        try {
            listener.onHealth(management.getConnectionHealth());
        } catch (RuntimeException e) {
            LOG.warn("The health of target '{}' is not known: {}", management.target(), e.getMessage());
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
