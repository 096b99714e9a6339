package io.connwarden.client;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.health.AutoCleanup;
import io.connwarden.client.health.HealthPoller;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.client.throttle.HealthListener;
import io.connwarden.contracts.message.Health;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the router does about the target's health by itself, once it is given management to do it with. */
final class HealthManagement implements HealthListener, AutoCloseable {
    private final HealthSettings settings;
    private final NanoClock clock;
    private volatile HealthListener cleanup = health -> {};
    private @Nullable HealthPoller poller;

    HealthManagement(HealthSettings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized void enable(ConnectionManagement management, HealthListener listener, BooleanSupplier isHealthRecent) {
        if (poller != null) {
            throw new IllegalStateException("This router is managed already, for target '" + management.target() + "'");
        }
        if (settings.autoCleanupEnabled()) {
            cleanup = new AutoCleanup(management, settings.healthCheckInterval(), clock);
        }
        poller = HealthPoller.start(management, listener, isHealthRecent, settings.healthCheckInterval());
    }

    @Override
    public void onHealth(Health health) {
        cleanup.onHealth(health);
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.close();
        }
    }
}
