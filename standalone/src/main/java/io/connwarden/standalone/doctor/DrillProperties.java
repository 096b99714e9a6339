package io.connwarden.standalone.doctor;

import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.stack.TargetProperties;
import java.util.List;
import java.util.Map;

/** What makes sure that nobody but the drill's own session can be touched, whatever a configuration file says. */
final class DrillProperties {
    /** The common policy, and the one that a file may give to its first target, whose place ours takes. */
    private static final List<String> POLICIES = List.of("connwarden.policy.", "connwarden.targets[0].policy.");

    private DrillProperties() {}

    static Map<String, String> of(TargetSettings target, String application) {
        Map<String, String> properties = TargetProperties.of(target, false);
        for (String policy : POLICIES) {
            properties.put(policy + "automatic", "false");
            properties.put(policy + "dry-run", "false");
            properties.put(policy + "include.applications[0]", application);
            allowOwnSession(policy, properties);
        }
        // That has been done.
        properties.put("connwarden.doctor.at-start", "false");
        // The command is sent where the standard names say.
        properties.put("connwarden.topics.prefix", "connwarden.");
        return properties;
    }

    /**
     * What a file protects, or leaves alone by not naming it, shall not be the drill's session. It lets nobody else in:
     * each list must hold, and the one of applications names the drill's alone.
     */
    private static void allowOwnSession(String policy, Map<String, String> properties) {
        properties.put(policy + "include.users[0]", "*");
        properties.put(policy + "include.databases[0]", "*");
        List<String> everywhere = List.of("0.0.0.0/0", "::/0", "local");
        for (int i = 0; i < everywhere.size(); i++) {
            properties.put(policy + "include.client-addresses[" + i + "]", everywhere.get(i));
        }
        for (String attribute : List.of("users", "applications", "databases", "client-addresses")) {
            properties.put(policy + "exclude." + attribute, "");
        }
    }
}
