package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds as they are written in the configuration, for all targets or for one: what is not written is null and
 * comes from the base. Meaning and ranges are those of {@link Thresholds}.
 */
public record ThresholdSettings(
        @Nullable Duration zombie,
        @Nullable Duration longIdle,
        @Nullable Duration longRunning,
        @Nullable Duration stuckTransaction,
        @Nullable Double criticalSlotUtilization,
        @Nullable Double warningSlotUtilization,
        @Nullable Integer warningZombies,
        @Nullable Integer cleanupZombies,
        @Nullable Double minimumVisibility) {

    public static ThresholdSettings none() {
        return new ThresholdSettings(null, null, null, null, null, null, null, null, null);
    }

    /**
     * What is written here, the base for the rest.
     *
     * @throws IllegalArgumentException naming the value that is not allowed, alone or beside the others, and what is
     */
    public Thresholds mergedWith(Thresholds base) {
        return new Thresholds(
                or(zombie, base.zombie()),
                or(longIdle, base.longIdle()),
                or(longRunning, base.longRunning()),
                or(stuckTransaction, base.stuckTransaction()),
                or(criticalSlotUtilization, base.criticalSlotUtilization()),
                or(warningSlotUtilization, base.warningSlotUtilization()),
                or(warningZombies, base.warningZombies()),
                or(cleanupZombies, base.cleanupZombies()),
                or(minimumVisibility, base.minimumVisibility()));
    }

    private static <T> T or(@Nullable T written, T base) {
        return written == null ? base : written;
    }
}
