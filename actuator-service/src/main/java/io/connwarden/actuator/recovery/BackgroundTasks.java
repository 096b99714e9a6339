package io.connwarden.actuator.recovery;

import io.connwarden.actuator.concurrent.PeriodicTask;
import io.connwarden.actuator.concurrent.ShutdownSignal;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.sql.store.Leases;

/** What runs beside the workers so that no command is forgotten. Each runs in a thread of its own. */
public final class BackgroundTasks {
    private static final int RENEWALS_PER_LEASE = 4;

    private final Leases leases;
    private final WorkNotifier workers;
    private final ActuatorSettings settings;
    private final ShutdownSignal shutdown;

    public BackgroundTasks(Leases leases, WorkNotifier workers, ActuatorSettings settings, ShutdownSignal shutdown) {
        this.leases = leases;
        this.workers = workers;
        this.settings = settings;
        this.shutdown = shutdown;
    }

    /** Says again and again that this process lives. A store that is away for a whole lease may give its work away. */
    public Runnable leaseRenewal() {
        return new PeriodicTask(
                "renew the leases of this process",
                settings.lease().dividedBy(RENEWALS_PER_LEASE),
                shutdown,
                leases::renew);
    }

    /** Points out commands that other processes accepted or left behind. */
    public Runnable workPolling() {
        return new PeriodicTask(
                "look for commands to take up",
                settings.pollInterval(),
                shutdown,
                () -> leases.targetsWithWork().forEach(workers::notifyWork));
    }
}
