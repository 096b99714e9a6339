package io.connwarden.client;

import io.connwarden.client.care.AutoCleanup;
import io.connwarden.client.care.HealthPoll;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.pressure.HealthListener;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.contracts.message.Health;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the router does about the target's health by itself, once it is given management to do it with. */
final class Care implements HealthListener, AutoCloseable {
    private final HealthSettings settings;
    private final NanoClock clock;
    private volatile HealthListener cleanup = health -> {};
    private @Nullable HealthPoll poll;

    Care(HealthSettings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized void manageWith(
            ConnectionManagement management, HealthListener everybody, BooleanSupplier heardLately) {
        if (poll != null) {
            throw new IllegalStateException("This router is managed already, for target '" + management.target() + "'");
        }
        if (settings.autoCleanupEnabled()) {
            cleanup = new AutoCleanup(management, settings.healthCheckInterval(), clock);
        }
        poll = HealthPoll.start(management, everybody, heardLately, settings.healthCheckInterval());
    }

    @Override
    public void onHealth(Health health) {
        cleanup.onHealth(health);
    }

    @Override
    public synchronized void close() {
        if (poll != null) {
            poll.close();
        }
    }
}
