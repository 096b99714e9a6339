package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.message.TargetState;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of G4: the share of one action and the signals of one hour.
 *
 * @param sessionsPercentage maximum share of the sessions of the target that one action signals, over all its steps; at
 *     least one session; above 0, at most 100
 * @param terminationsPerHour maximum number of terminations in any 60 minutes; 0 to 100000
 * @param cancelsPerHour maximum number of signals to cancel in any 60 minutes; 0 to 100000
 * @param maxUnresponsive maximum number of sessions that do not react to a signal to terminate; while this number
 *     exists, no further session is terminated; 1 to 100000
 */
public record Budget(double sessionsPercentage, int terminationsPerHour, int cancelsPerHour, int maxUnresponsive) {
    /** The time in which signals count. */
    public static final Duration WINDOW = TargetState.BUDGET_WINDOW;

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Budget {
        Checks.requirePositivePercentage("sessions-percentage", sessionsPercentage);
        Checks.requireInRange("terminations-per-hour", terminationsPerHour, 0, 100_000);
        Checks.requireInRange("cancels-per-hour", cancelsPerHour, 0, 100_000);
        Checks.requireInRange("max-unresponsive", maxUnresponsive, 1, 100_000);
    }

    /** Returns the maximum number of the given sessions that one action signals. */
    public int maxSessions(int sessions) {
        return Math.max(1, (int) Math.floor(sessions * sessionsPercentage / 100));
    }
}
