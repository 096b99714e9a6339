package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element of {@code connwarden.targets} as it is written. Meanings are those of {@link TargetSettings}. */
record TargetProperties(
        @Nullable String id,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String reserveUser,
        @Nullable String reservePassword,
        @Nullable String reservePasswordFile,
        @Nullable Map<String, String> labels,
        @Nullable ThresholdSettings thresholds) {

    @SuppressWarnings("NullAway") // What is missing is refused by TargetSettings itself, with its sentence.
    TargetSettings settings(Thresholds common) {
        return new TargetSettings(
                id,
                url,
                user,
                password,
                passwordFile,
                reserveUser,
                reservePassword,
                reservePasswordFile,
                labels,
                thresholds == null ? common : thresholds.mergedWith(common));
    }
}
