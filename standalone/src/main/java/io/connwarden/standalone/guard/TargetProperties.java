package io.connwarden.standalone.guard;

import io.connwarden.sql.target.TargetSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** One server as both services read it from their configuration. */
final class TargetProperties {
    private static final String TARGET = "connwarden.targets[0].";

    private TargetProperties() {}

    static Map<String, String> of(TargetSettings settings, boolean dryRun) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(TARGET + "id", settings.id());
        properties.put(TARGET + "url", settings.url());
        properties.put(TARGET + "user", settings.user());
        if (settings.password() != null) {
            properties.put(TARGET + "password", settings.password());
        }
        if (settings.passwordFile() != null) {
            properties.put(TARGET + "password-file", settings.passwordFile());
        }
        if (dryRun) {
            properties.put("connwarden.policy.dry-run", "true");
        }
        return properties;
    }
}
