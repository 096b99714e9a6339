package io.connwarden.actuator.background;

import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.SettingsRecorder;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.StoreMaintenance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task that maintains the log store: records changed settings, creates partitions in advance, drops old ones,
 * deletes old rows and writes hourly reports. A step that fails does not prevent the others.
 */
public final class MaintenanceTask {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceTask.class);
    private static final int PARTITION_DAYS_AHEAD = 7;
    /** The rows of one transaction. It stays far below the time limits of the store. */
    private static final int SLICE_SIZE = 5_000;

    private final StoreMaintenance maintenance;
    private final SettingsRecorder recorder;
    private final StoreTransactions store;
    private final ActuatorSettings settings;
    private final Clock clock;
    private final ShutdownSignal shutdown;
    private final List<MaintenanceStep> steps;

    public MaintenanceTask(
            StoreMaintenance maintenance,
            SettingsRecorder recorder,
            StoreTransactions store,
            ActuatorSettings settings,
            Clock clock,
            ShutdownSignal shutdown) {
        this.maintenance = maintenance;
        this.recorder = recorder;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.shutdown = shutdown;
        this.steps = List.of(
                MaintenanceStep.of("targets with changed settings", this::recordSettings),
                MaintenanceStep.of("partitions created or dropped", this::rollPartitions),
                MaintenanceStep.of("commands deleted", this::deleteCommands),
                MaintenanceStep.of("outbox records deleted", this::deleteSentRecords),
                MaintenanceStep.of("sessions of dry runs deleted", this::deleteDryRunSessions),
                MaintenanceStep.of("saved samples deleted", this::deleteSavedSamples),
                MaintenanceStep.of("ended pauses deleted", this::deleteEndedPauses),
                MaintenanceStep.of("hourly reports written", this::writeHourlyReports));
    }

    /**
     * A part of the maintenance.
     *
     * @param work returns the number of things done
     */
    private record MaintenanceStep(String result, IntSupplier work, OutageLog outage) {
        static MaintenanceStep of(String result, IntSupplier work) {
            return new MaintenanceStep(
                    result,
                    work,
                    new OutageLog(
                            LOG,
                            "Log store maintenance failed: no " + result + "; the other steps and the next run follow",
                            "Log store maintenance succeeds again: " + result));
        }
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
        for (MaintenanceStep step : steps) {
            try {
                int count = step.work().getAsInt();
                step.outage().recordSuccess();
                LOG.info("Log store maintenance: {} {}", count, step.result());
            } catch (ShutdownException e) {
                throw e;
            } catch (RuntimeException e) {
                step.outage().recordFailure(RootCause.describe(e));
            }
        }
    }

    private int recordSettings() {
        return recorder.recordOnce(store);
    }

    private int rollPartitions() {
        return store.execute(() -> maintenance.rollPartitions(PARTITION_DAYS_AHEAD, settings.retention()));
    }

    private int deleteCommands() {
        Instant cutoff = cutoff();
        return deleteInSlices(() -> maintenance.deleteCommandsBefore(cutoff, SLICE_SIZE));
    }

    private int deleteSentRecords() {
        Instant cutoff = cutoff();
        return deleteInSlices(() -> maintenance.deleteSentBefore(cutoff, SLICE_SIZE));
    }

    private int deleteDryRunSessions() {
        Instant cutoff = cutoff();
        return deleteInSlices(() -> maintenance.deleteDryRunSessionsBefore(cutoff, SLICE_SIZE));
    }

    private int deleteEndedPauses() {
        Instant cutoff = cutoff();
        return deleteInSlices(() -> maintenance.deleteEndedPausesBefore(cutoff, SLICE_SIZE));
    }

    private int deleteSavedSamples() {
        Instant cutoff = cutoff();
        deleteInSlices(() -> maintenance.deleteSavedActionsBefore(cutoff, SLICE_SIZE));
        return deleteInSlices(() -> maintenance.deleteSavedSamplesBefore(cutoff, SLICE_SIZE));
    }

    private int writeHourlyReports() {
        Instant now = clock.instant();
        return store.execute(() -> maintenance.writeHourlyReports(now));
    }

    /** Deletes in transactions of one slice each, so that a failure keeps the progress. */
    private int deleteInSlices(IntSupplier slice) {
        int total = 0;
        int deleted = SLICE_SIZE;
        while (deleted == SLICE_SIZE && !shutdown.isShutDown()) {
            deleted = store.execute(slice::getAsInt);
            SupervisedThread.recordHeartbeat();
            total += deleted;
        }
        return total;
    }

    private Instant cutoff() {
        return clock.instant().minus(settings.retention());
    }
}
