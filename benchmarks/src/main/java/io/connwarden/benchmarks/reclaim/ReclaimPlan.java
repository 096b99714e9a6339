package io.connwarden.benchmarks.reclaim;

import java.time.Duration;

/**
 * The plan of one run.
 *
 * @param sessions the number of sessions that cross the idle limit together, 30 to 1000
 * @param rounds the number of measured rounds of each contender, at least 1
 * @param warmUpRounds the number of rounds before them that do not count, 0 or more
 * @param quietTime the time before the sessions are opened, in which reads of the target are counted
 * @param idleLimit whole seconds, at least 2
 * @param seed determines the phase of each round
 */
record ReclaimPlan(int sessions, int rounds, int warmUpRounds, Duration quietTime, Duration idleLimit, long seed) {
    /** @throws IllegalArgumentException with the option, the allowed range, and the value */
    ReclaimPlan {
        require(sessions >= 30 && sessions <= 1000, "--sessions", "30 to 1000", sessions);
        require(rounds >= 1, "--rounds", "1 or more", rounds);
        require(warmUpRounds >= 0, "--warm-up-rounds", "0 or more", warmUpRounds);
        require(!quietTime.isNegative(), "--quiet-seconds", "0 or more", quietTime.toSeconds());
        require(idleLimit.toSeconds() >= 2, "--idle-limit-seconds", "2 or more", idleLimit.toSeconds());
    }

    int allRounds() {
        return warmUpRounds + rounds;
    }

    private static void require(boolean valid, String option, String allowed, long value) {
        if (!valid) {
            throw new IllegalArgumentException(option + " must be " + allowed + ", not " + value);
        }
    }
}
