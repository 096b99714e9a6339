package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element of {@code connwarden.targets}, without its thresholds. {@link TargetSettings} defines the values. */
record TargetProperties(
        @Nullable String id,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String reserveUser,
        @Nullable String reservePassword,
        @Nullable String reservePasswordFile,
        @Nullable Map<String, String> labels) {
    @SuppressWarnings("NullAway") // TargetSettings itself rejects a missing value, with its own message.
    TargetSettings toSettings(Thresholds thresholds) {
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
                thresholds);
    }
}
