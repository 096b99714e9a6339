package io.connwarden.standalone.environment;

import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration properties of one server for both services. */
public final class CommandLineTargetProperties {
    private static final String TARGET = "connwarden.targets[0].";

    private CommandLineTargetProperties() {}

    /**
     * Returns the properties.
     *
     * @param dryRun true if no session is signalled, even if a file allows signals for all targets or its first one
     */
    public static Map<String, String> of(TargetSettings settings, boolean dryRun) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(TARGET + "id", settings.id());
        properties.put(TARGET + "url", settings.url());
        properties.put(TARGET + "user", settings.user());
        put(properties, "password", settings.credentials().password());
        put(properties, "password-file", settings.credentials().passwordFile());
        Credentials reserve = settings.reserveCredentials();
        if (reserve != null) {
            put(properties, "reserve-user", reserve.user());
            put(properties, "reserve-password", reserve.password());
            put(properties, "reserve-password-file", reserve.passwordFile());
        }
        if (dryRun) {
            // A file can have a policy for its first target, which this target replaces.
            properties.put("connwarden.policy.dry-run", "true");
            properties.put(TARGET + "policy.dry-run", "true");
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(TARGET + key, value);
        }
    }
}
