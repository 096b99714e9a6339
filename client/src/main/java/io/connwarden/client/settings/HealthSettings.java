package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of the reaction to the target's health.
 *
 * @param zombieThreshold idle time after which Connwarden counts a session as a zombie, 1 min to 24 h; the router sets
 *     the idle timeout and the keepalive of its pools below it
 * @param healthCheckInterval expected interval between health messages, 1 s to 1 h; health expires after three
 *     intervals
 * @param autoManagementEnabled true requests automatic management when the status requires it and health management is
 *     enabled
 * @param lowPriorityRateAtWarning maximum number of low-priority queries started per second at WARNING, 1 to 10,000
 */
public record HealthSettings(
        Duration zombieThreshold,
        Duration healthCheckInterval,
        boolean autoManagementEnabled,
        int lowPriorityRateAtWarning) {
    /**
     * Creates settings.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public HealthSettings {
        Checks.requireInRange("zombieThreshold", zombieThreshold, Duration.ofMinutes(1), Duration.ofHours(24));
        Checks.requireInRange("healthCheckInterval", healthCheckInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        Checks.requireInRange("lowPriorityRateAtWarning", lowPriorityRateAtWarning, 1, 10_000);
    }

    /**
     * Returns the defaults: zombies after 15 min, health every 30 s, automatic management, 10 queries per second at
     * WARNING.
     *
     * @return the default settings
     */
    public static HealthSettings defaults() {
        return new HealthSettings(Duration.ofMinutes(15), Duration.ofSeconds(30), true, 10);
    }
}
