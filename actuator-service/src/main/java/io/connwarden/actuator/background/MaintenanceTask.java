package io.connwarden.actuator.background;

import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.StoreMaintenance;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task that maintains the log store: creates partitions in advance, drops old ones and writes hourly reports. */
public final class MaintenanceTask {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceTask.class);
    private static final int PARTITION_DAYS_AHEAD = 7;

    private final StoreMaintenance maintenance;
    private final StoreTransactions store;
    private final ActuatorSettings settings;
    private final Clock clock;
    private final ShutdownSignal shutdown;

    public MaintenanceTask(
            StoreMaintenance maintenance,
            StoreTransactions store,
            ActuatorSettings settings,
            Clock clock,
            ShutdownSignal shutdown) {
        this.maintenance = maintenance;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.shutdown = shutdown;
    }

    /** Returns the task that repeats the maintenance. */
    public Runnable task() {
        return new PeriodicTask(
                "Log store not maintained: old rows and partitions stay",
                "Log store is maintained again",
                settings.maintenanceInterval(),
                shutdown,
                this::runOnce);
    }

    void runOnce() {
        Instant now = clock.instant();
        Instant cutoff = now.minus(settings.retention());
        int partitions = store.execute(() -> maintenance.rollPartitions(PARTITION_DAYS_AHEAD, settings.retention()));
        int commands = store.execute(() -> maintenance.deleteCommandsBefore(cutoff));
        int sent = store.execute(() -> maintenance.deleteSentBefore(cutoff));
        int reports = store.execute(() -> maintenance.writeHourlyReports(now));
        LOG.info(
                "Log store maintenance: {} partitions created or dropped, {} commands and {} outbox records deleted,"
                        + " {} hourly reports written",
                partitions,
                commands,
                sent,
                reports);
    }
}
