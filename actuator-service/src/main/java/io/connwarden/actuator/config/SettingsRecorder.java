package io.connwarden.actuator.config;

import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.sql.store.RecordedSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record of the settings with which this process decides, so that the log shows their changes. Each process records
 * once. Processes with different settings would otherwise record changes for as long as both run. Thread-safe.
 */
public final class SettingsRecorder {
    private final RecordedSettings recorded;
    private final Targets targets;
    private boolean isRecorded;

    public SettingsRecorder(RecordedSettings recorded, Targets targets) {
        this.recorded = recorded;
        this.targets = targets;
    }

    /** Records the settings of all targets in one transaction, once, and returns the number of targets with changes. */
    public synchronized int recordOnce(StoreTransactions store) {
        if (isRecorded) {
            return 0;
        }
        int changed = store.execute(() -> targets.all().stream()
                .mapToInt(target -> recorded.record(
                        target.id(), JsonMapper.shared().writeValueAsString(EffectiveSettings.of(target))))
                .sum());
        isRecorded = true;
        return changed;
    }
}
