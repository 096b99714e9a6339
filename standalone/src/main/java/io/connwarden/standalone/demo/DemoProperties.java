package io.connwarden.standalone.demo;

import java.util.HashMap;
import java.util.Map;

/** Minutes turned into seconds, so that a story of an hour is told in one minute. Everything else is the default. */
final class DemoProperties {
    /** Emergencies end when no more than this share of the usable slots is taken: the default. */
    static final double RELIEF_PERCENTAGE = 75;

    private DemoProperties() {}

    static Map<String, String> monitor(DemoTarget target) {
        Map<String, String> properties = new HashMap<>(target.properties("connwarden_monitor"));
        properties.putAll(thresholds());
        properties.put("connwarden.monitor.health-check-interval", "2s");
        properties.put("connwarden.monitor.critical-interval", "500ms");
        properties.put("connwarden.monitor.tripwire-interval", "250ms");
        return properties;
    }

    static Map<String, String> actuator(DemoTarget target) {
        Map<String, String> properties = new HashMap<>(target.properties("connwarden_actuator"));
        properties.putAll(thresholds());
        properties.put("connwarden.policy.emergency.idle-for", "4s");
        properties.put("connwarden.policy.emergency.next-idle-for", "2s");
        properties.put("connwarden.policy.emergency.stuck-for", "8s");
        properties.put("connwarden.policy.zombie-cleanup.idle-for", "5s");
        properties.put("connwarden.policy.gentle-cleanup.idle-for", "6s");
        properties.put("connwarden.policy.stuck-transactions.older-than", "8s");
        properties.put("connwarden.policy.stuck-transactions.idle-for", "4s");
        properties.put("connwarden.policy.cooldown.standard", "20s");
        properties.put("connwarden.policy.cooldown.emergency", "4s");
        // The budget of an hour, which here passes in a minute, as often as the demo is run.
        properties.put("connwarden.policy.budget.terminations-per-hour", "100000");
        return properties;
    }

    private static Map<String, String> thresholds() {
        return Map.of(
                "connwarden.thresholds.zombie", "6s",
                "connwarden.thresholds.long-idle", "3s",
                "connwarden.thresholds.stuck-transaction", "8s");
    }
}
