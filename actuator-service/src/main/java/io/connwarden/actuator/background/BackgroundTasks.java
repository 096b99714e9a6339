package io.connwarden.actuator.background;

import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Leases;

/** The background tasks that renew leases and find unfinished commands. Each runs in its own thread. */
public final class BackgroundTasks {
    private static final int RENEWALS_PER_LEASE = 4;

    private final Leases leases;
    private final TargetWorkers workers;
    private final OutboxRelay relay;
    private final ActuatorSettings settings;
    private final ShutdownSignal shutdown;

    public BackgroundTasks(
            Leases leases,
            TargetWorkers workers,
            OutboxRelay relay,
            ActuatorSettings settings,
            ShutdownSignal shutdown) {
        this.leases = leases;
        this.workers = workers;
        this.relay = relay;
        this.settings = settings;
        this.shutdown = shutdown;
    }

    /**
     * Returns the task that renews the leases of the commands in execution and of the relay. A command without a
     * working thread is not renewed. If the log store is unavailable for a whole lease, another process may take over
     * the commands.
     */
    public Runnable leaseRenewal() {
        return new PeriodicTask(
                "Leases not renewed: after their expiry another process may take over the commands",
                "Leases are renewed again",
                settings.leaseDuration().dividedBy(RENEWALS_PER_LEASE),
                shutdown,
                this::renewLeases);
    }

    private void renewLeases() {
        leases.renew(workers.commandsInExecution());
        relay.renewLease();
    }

    /** Returns the task that notifies the workers of commands that other processes accepted or abandoned. */
    public Runnable workPolling() {
        return new PeriodicTask(
                "Commands accepted by other processes are not started here; they wait in the log store",
                "Commands accepted by other processes are started here again",
                settings.pollInterval(),
                shutdown,
                () -> leases.targetsWithWork().forEach(workers::notifyWork));
    }
}
