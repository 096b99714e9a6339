package io.connwarden.actuator.config;

import java.time.Duration;

/**
 * The block {@code connwarden.actuator}.
 *
 * @param lease time without renewal after which another process takes over a command; 2 s to 10 min
 * @param signalWait maximum wait for all signalled sessions of one action to end; 100 ms to 1 min
 * @param targetRetryTimeout time for which an unreachable target is retried before the command fails, at most until the
 *     command expires; 1 s to 1 h
 * @param pollInterval interval at which the store is polled for commands of other processes; 50 ms to 1 min
 * @param noActionLogInterval minimum time before the same reason for no action is logged again; 0 s to 1 day
 * @param retention retention of logs, commands and sent records; 1 day to 10 years
 * @param maintenanceInterval interval of store maintenance; 1 s to 1 day
 */
public record ActuatorSettings(
        Duration lease,
        Duration signalWait,
        Duration targetRetryTimeout,
        Duration pollInterval,
        Duration noActionLogInterval,
        Duration retention,
        Duration maintenanceInterval) {
    public static final String PREFIX = "connwarden.actuator";

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
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

    private static void requireInRange(String key, Duration min, Duration value, Duration max, String range) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + range + ", was " + value);
        }
    }
}
