package io.connwarden.client.settings;

import java.time.Duration;

/**
 * How the router behaves towards the server's health.
 *
 * @param zombieThreshold how long a session may idle before Connwarden counts it a zombie, 1 min to 24 h; the router
 *     lets its own pooled sessions go, or shows they are alive, well before
 * @param healthCheckInterval how often health is expected, 1 s to 1 h; news older than three intervals no longer counts
 * @param autoCleanupEnabled asks for automatic management when health calls for it and management is attached
 * @param lowPriorityRateAtWarning low-priority queries begun per second while the target is at WARNING, 1 to 10,000
 */
public record HealthSettings(
        Duration zombieThreshold,
        Duration healthCheckInterval,
        boolean autoCleanupEnabled,
        int lowPriorityRateAtWarning) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public HealthSettings {
        SettingCheck.inRange("zombieThreshold", zombieThreshold, Duration.ofMinutes(1), Duration.ofHours(24));
        SettingCheck.inRange("healthCheckInterval", healthCheckInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        SettingCheck.inRange("lowPriorityRateAtWarning", lowPriorityRateAtWarning, 1, 10_000);
    }

    /**
     * Zombies after 15 min, health every 30 s, automatic cleanup, 10 low-priority queries a second at WARNING.
     *
     * @return the defaults
     */
    public static HealthSettings defaults() {
        return new HealthSettings(Duration.ofMinutes(15), Duration.ofSeconds(30), true, 10);
    }
}
