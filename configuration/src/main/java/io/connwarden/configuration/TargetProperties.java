package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.Credentials;
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
    @SuppressWarnings("NullAway") // TargetSettings rejects a missing value, with its own message.
    TargetSettings toSettings(Thresholds thresholds) {
        Credentials credentials = new Credentials(user, password, passwordFile);
        return new TargetSettings(id, url, credentials, reserveCredentials(), labels, thresholds);
    }

    private @Nullable Credentials reserveCredentials() {
        if (reserveUser != null) {
            return new Credentials(reserveUser, reservePassword, reservePasswordFile);
        }
        if (reservePassword != null || reservePasswordFile != null) {
            throw new IllegalArgumentException("target " + id
                    + ": reserve-user is missing: set it, or remove reserve-password and reserve-password-file");
        }
        return null;
    }
}
