package io.connwarden.client.healthmanagement;

import io.connwarden.client.health.HealthListener;
import io.connwarden.client.management.ManagementClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A poller that requests the target's health in every interval without recent health. */
public final class HealthPoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);

    private final ManagementClient management;
    private final HealthListener listener;
    private final BooleanSupplier isHealthRecent;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connwarden-health");
        thread.setDaemon(true);
        return thread;
    });

    private HealthPoller(ManagementClient management, HealthListener listener, BooleanSupplier isHealthRecent) {
        this.management = management;
        this.listener = listener;
        this.isHealthRecent = isHealthRecent;
    }

    /**
     * Starts a poller. The first request is sent at once.
     *
     * @param management receives the requests; not closed by the poller
     * @param listener receives the health
     * @param isHealthRecent true if the last interval brought health, so that no request is needed
     * @param interval delay between two requests
     * @return a running poller, to be closed
     */
    public static HealthPoller start(
            ManagementClient management, HealthListener listener, BooleanSupplier isHealthRecent, Duration interval) {
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
            LOG.warn(
                    "Health request for target '{}' failed, the router keeps the last health; sending the next request after"
                            + " the health check interval. Cause: {}",
                    management.target(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
