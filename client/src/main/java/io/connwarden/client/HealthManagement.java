package io.connwarden.client;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.health.HealthListener;
import io.connwarden.client.healthmanagement.AutoManagementRequester;
import io.connwarden.client.healthmanagement.HealthPoller;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.contracts.message.Health;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The health management of a router: polls the target's health and requests automatic management. */
final class HealthManagement implements HealthListener, AutoCloseable {
    private final HealthSettings settings;
    private final NanoClock clock;
    private volatile HealthListener autoManagement = health -> {};
    private @Nullable HealthPoller poller;

    HealthManagement(HealthSettings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized void enable(ManagementClient management, HealthListener listener, BooleanSupplier isHealthRecent) {
        if (poller != null) {
            throw new IllegalStateException("Health management of this router is already enabled; target '"
                    + management.target() + "' was not added. Use one router per target");
        }
        if (settings.autoManagementEnabled()) {
            autoManagement = new AutoManagementRequester(management, settings.healthCheckInterval(), clock);
        }
        poller = HealthPoller.start(management, listener, isHealthRecent, settings.healthCheckInterval());
    }

    @Override
    public void onHealth(Health health) {
        autoManagement.onHealth(health);
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.close();
        }
    }
}
