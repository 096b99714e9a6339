package io.connwarden.actuator.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The actuator's own pace, below {@code connwarden.actuator}.
 *
 * @param lease how long a command stays with a process that gives no sign of life, before another takes it over; 2 s
 *     to 10 min
 * @param signalWait how long signalled sessions are waited for, all together; 100 ms to 1 min
 * @param targetRetryTimeout how long a target that does not answer is tried again, before the command is answered FAILED; at
 *     most until the command expires; 1 s to 1 h
 * @param pollInterval how often the store is asked for commands that others accepted or left; 50 ms to 1 min
 * @param noActionLogInterval how long the same reason for doing nothing is not logged again; 0 s to 1 day
 * @param retention how long logs, commands and sent records are kept; 1 day to 10 years
 * @param maintenanceInterval how often the store is kept in order; 1 s to 1 day
 */
public record ActuatorSettings(
        @DefaultValue("15s") Duration lease,
        @DefaultValue("5s") Duration signalWait,
        @DefaultValue("1m") Duration targetRetryTimeout,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("5m") Duration noActionLogInterval,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("10m") Duration maintenanceInterval) {
    public static final String PREFIX = "connwarden.actuator";

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public ActuatorSettings {
        requireInRange("lease", Duration.ofSeconds(2), lease, Duration.ofMinutes(10), "2s to 10m");
        requireInRange("signal-wait", Duration.ofMillis(100), signalWait, Duration.ofMinutes(1), "100ms to 1m");
        requireInRange(
                "target-retry-timeout", Duration.ofSeconds(1), targetRetryTimeout, Duration.ofHours(1), "1s to 1h");
        requireInRange("poll-interval", Duration.ofMillis(50), pollInterval, Duration.ofMinutes(1), "50ms to 1m");
        requireInRange("no-action-log-interval", Duration.ZERO, noActionLogInterval, Duration.ofDays(1), "0s to 1d");
        requireInRange("retention", Duration.ofDays(1), retention, Duration.ofDays(3650), "1d to 3650d");
        requireInRange(
                "maintenance-interval", Duration.ofSeconds(1), maintenanceInterval, Duration.ofDays(1), "1s to 1d");
    }

    public static ActuatorSettings standard() {
        return new ActuatorSettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Duration.ofMinutes(5),
                Duration.ofDays(30),
                Duration.ofMinutes(10));
    }

    private static void requireInRange(String key, Duration min, Duration value, Duration max, String allowed) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + allowed + ", was " + value);
        }
    }
}
