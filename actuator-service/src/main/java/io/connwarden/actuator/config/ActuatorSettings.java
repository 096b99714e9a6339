package io.connwarden.actuator.config;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.List;

/**
 * The block {@code connwarden.actuator}.
 *
 * @param leaseDuration time without renewal after which another process takes over a command; 2 s to 10 min
 * @param terminationTimeout maximum wait for all signalled sessions of one action to end; 100 ms to 1 min
 * @param targetRetryTimeout time for which an unreachable target is retried before the command fails, at most until the
 *     command expires; 1 s to 1 h
 * @param pollInterval interval at which the store is polled for commands of other processes; 50 ms to 1 min
 * @param directSamplingAfter time without a health event of a target after which the actuator samples the target
 *     itself; 1 s to 1 day
 * @param directSamplingInterval interval of these samples; 500 ms to 1 min
 * @param noActionLogInterval minimum time before the same reason for no action is logged again; 0 s to 1 day
 * @param overrideTopics patterns of the topics that permit an override of guards; empty for the shared command topic
 * @param approvalTopics patterns of the topics that permit APPROVE and REJECT; empty for the shared command topic
 * @param retention retention of logs, commands and sent records; 1 day to 10 years
 * @param maintenanceInterval interval of store maintenance; 1 s to 1 day
 */
public record ActuatorSettings(
        Duration leaseDuration,
        Duration terminationTimeout,
        Duration targetRetryTimeout,
        Duration pollInterval,
        Duration directSamplingAfter,
        Duration directSamplingInterval,
        Duration noActionLogInterval,
        List<Glob> overrideTopics,
        List<Glob> approvalTopics,
        Duration retention,
        Duration maintenanceInterval) {
    public static final String PREFIX = "connwarden.actuator";

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public ActuatorSettings {
        Checks.requireInRange("lease-duration", leaseDuration, Duration.ofSeconds(2), Duration.ofMinutes(10));
        Checks.requireInRange("termination-timeout", terminationTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        Checks.requireInRange("target-retry-timeout", targetRetryTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        Checks.requireInRange("poll-interval", pollInterval, Duration.ofMillis(50), Duration.ofMinutes(1));
        Checks.requireInRange("direct-sampling-after", directSamplingAfter, Duration.ofSeconds(1), Duration.ofDays(1));
        Checks.requireInRange(
                "direct-sampling-interval", directSamplingInterval, Duration.ofMillis(500), Duration.ofMinutes(1));
        Checks.requireInRange("no-action-log-interval", noActionLogInterval, Duration.ZERO, Duration.ofDays(1));
        overrideTopics = List.copyOf(overrideTopics);
        approvalTopics = List.copyOf(approvalTopics);
        Checks.requireInRange("retention", retention, Duration.ofDays(1), Duration.ofDays(3650));
        Checks.requireInRange("maintenance-interval", maintenanceInterval, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    public static ActuatorSettings defaults() {
        return new ActuatorSettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(90),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                List.of(),
                List.of(),
                Duration.ofDays(30),
                Duration.ofMinutes(10));
    }
}
