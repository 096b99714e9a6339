package io.connwarden.standalone.doctor;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.CommandLineTargetProperties;
import java.util.List;
import java.util.Map;

/** The configuration of a drill. It protects all sessions except the session of the drill, and overrides every file. */
final class DrillConfiguration {
    /**
     * The common policy, and the policy that a file may set for its first target. The target of the drill replaces the
     * first target of the file.
     */
    private static final List<String> POLICIES = List.of("connwarden.policy.", "connwarden.targets[0].policy.");

    private DrillConfiguration() {}

    static Map<String, String> of(TargetSettings target, String application) {
        Map<String, String> properties = CommandLineTargetProperties.of(target, false);
        for (String policy : POLICIES) {
            disableRules(policy, properties);
            properties.put(policy + "dry-run", "false");
            properties.put(policy + "include.applications[0]", application);
            allowOwnSession(policy, properties);
        }
        // The diagnosis has already been made.
        properties.put("connwarden.doctor.at-start", "false");
        // The drill sends its command to the topic with the default name.
        properties.put("connwarden.topics.prefix", "connwarden.");
        return properties;
    }

    /** Keeps the rules, which a configuration file may arm, from ending the session of the drill. */
    private static void disableRules(String policy, Map<String, String> properties) {
        properties.put(policy + "mode", "off");
        for (RuleId rule : RuleId.withMode()) {
            properties.put(policy + "modes." + rule.key(), "off");
        }
        properties.put(policy + "overrides", "");
    }

    /**
     * Keeps a configuration file from protecting the session of the drill. No other session becomes reachable: all
     * lists must match, and the list of applications names the drill only.
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
