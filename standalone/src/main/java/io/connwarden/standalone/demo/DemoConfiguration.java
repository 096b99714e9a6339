package io.connwarden.standalone.demo;

import java.util.HashMap;
import java.util.Map;

/** The configuration of the demo: it acts, with seconds instead of minutes, so that a cycle takes one minute. */
final class DemoConfiguration {
    /** The slot utilization at which an emergency ends, in percent. The default of the policy. */
    static final double RELIEF_PERCENTAGE = 75;

    private DemoConfiguration() {}

    static Map<String, String> monitor(String targetUrl) {
        Map<String, String> properties = new HashMap<>(DemoTarget.properties(targetUrl, "connwarden_monitor"));
        properties.putAll(thresholds());
        properties.put("connwarden.monitor.health-check-interval", "2s");
        properties.put("connwarden.monitor.critical-interval", "500ms");
        properties.put("connwarden.monitor.tripwire-interval", "250ms");
        return properties;
    }

    static Map<String, String> actuator(String targetUrl) {
        Map<String, String> properties = new HashMap<>(DemoTarget.properties(targetUrl, "connwarden_actuator"));
        properties.putAll(thresholds());
        properties.put("connwarden.policy.mode", "act");
        properties.put("connwarden.policy.emergency.idle-for", "4s");
        properties.put("connwarden.policy.emergency.next-step.idle-for", "2s");
        properties.put("connwarden.policy.emergency.stuck-older-than", "8s");
        properties.put("connwarden.policy.zombie-cleanup.idle-for", "5s");
        properties.put("connwarden.policy.gentle-cleanup.idle-for", "6s");
        properties.put("connwarden.policy.stuck-transactions.older-than", "8s");
        properties.put("connwarden.policy.stuck-transactions.idle-for", "4s");
        properties.put("connwarden.policy.cooldown.standard", "20s");
        properties.put("connwarden.policy.cooldown.emergency", "4s");
        // A budget per hour would end the demo after a few cycles.
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
