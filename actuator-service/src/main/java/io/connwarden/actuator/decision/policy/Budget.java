package io.connwarden.actuator.decision.policy;

/**
 * G4's figures: how much may be taken from a target.
 *
 * @param sessionsPercentage one action, with all its rungs, touches at most this share of the target's sessions, and
 *     one session at least; above 0, at most 100
 * @param terminationsPerHour at most this many sessions are terminated in any 60 minutes; 0 to 100000
 */
public record Budget(double sessionsPercentage, int terminationsPerHour) {

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public Budget {
        PolicyChecks.checkPercentage("sessions-percentage", sessionsPercentage);
        PolicyChecks.checkCount("terminations-per-hour", 0, terminationsPerHour, 100_000);
    }

    /** How many of {@code sessions} one action may touch. */
    public int maxSessions(int sessions) {
        return Math.max(1, (int) Math.floor(sessions * sessionsPercentage / 100));
    }
}
