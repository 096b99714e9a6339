package io.connwarden.actuator.alerting;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The limits of the check for faults, {@code connwarden.alerting.faults}.
 *
 * @param checkInterval interval of the check; 1 s to 5 min
 * @param fireAfter age of a fault after which its alert fires, for faults without a limit of their own; 0 s to 24 h
 * @param missingEventsAfter time without a health event of a target after which it is a fault; 1 s to 24 h
 * @param pausedAfter time after which a pause is a fault; 1 s to 365 days
 * @param deadLettersFor time for which a dead letter is a fault; 1 s to 24 h
 */
public record FaultLimits(
        Duration checkInterval,
        Duration fireAfter,
        Duration missingEventsAfter,
        Duration pausedAfter,
        Duration deadLettersFor) {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int CHECKS_PER_GAP = 4;

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public FaultLimits {
        Checks.requireInRange("check-interval", checkInterval, MIN, Duration.ofMinutes(5));
        Checks.requireInRange("fire-after", fireAfter, Duration.ZERO, DAY);
        Checks.requireInRange("missing-events-after", missingEventsAfter, MIN, DAY);
        Checks.requireInRange("paused-after", pausedAfter, MIN, Duration.ofDays(365));
        Checks.requireInRange("dead-letters-for", deadLettersFor, MIN, DAY);
    }

    public static FaultLimits defaults() {
        return new FaultLimits(
                Duration.ofSeconds(15),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Duration.ofMinutes(5));
    }

    /** Returns the time without a check after which a process has stopped, or a target is no longer configured. */
    public Duration maxGap() {
        return checkInterval.multipliedBy(CHECKS_PER_GAP);
    }

    /** Returns the age at which the alert of a fault fires. */
    public Duration alertAfter(FaultKind kind) {
        return switch (kind) {
            case HEALTH_EVENTS_MISSING -> missingEventsAfter;
            case PAUSED_TOO_LONG -> pausedAfter;
            case TARGET_UNREACHABLE_BY_ACTUATOR,
                    HEALTH_EVENTS_STALE,
                    CONSUMER_NOT_ADVANCING,
                    RECORDS_BEHIND_OPEN_TRANSACTION,
                    TOPIC_NOT_WRITABLE -> fireAfter;
            case PRIVILEGE_MISSING,
                    HEALTH_EVENTS_FROM_FUTURE,
                    ACTION_INCOMPLETE,
                    POOL_TOO_LARGE,
                    PLAN_AWAITS_APPROVAL,
                    HOURLY_BUDGET_EXHAUSTED,
                    RECORDS_DEAD_LETTERED -> Duration.ZERO;
        };
    }

    /** Returns true if the fault exists from its start. A pause and a short time without events are no faults. */
    public boolean isFaultAt(FaultKind kind, Duration age) {
        return switch (kind) {
            case HEALTH_EVENTS_MISSING, PAUSED_TOO_LONG -> age.compareTo(alertAfter(kind)) >= 0;
            default -> true;
        };
    }
}
