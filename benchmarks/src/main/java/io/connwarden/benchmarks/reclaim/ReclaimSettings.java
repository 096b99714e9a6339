package io.connwarden.benchmarks.reclaim;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of one run.
 *
 * @param sessions the number of sessions that cross the idle limit together, 30 to 1000
 * @param rounds the number of measured rounds of each contender, at least 1
 * @param warmUpRounds the number of rounds before them that do not count, 0 or more
 * @param quietTime the time before the sessions are opened, in which reads of the target are counted
 * @param idleLimit whole seconds, at least 2
 * @param seed determines the phase of each round
 */
record ReclaimSettings(int sessions, int rounds, int warmUpRounds, Duration quietTime, Duration idleLimit, long seed) {
    /** @throws IllegalArgumentException with the option, the allowed range, and the value */
    ReclaimSettings {
        Checks.requireInRange("--sessions", sessions, 30, 1000);
        Checks.requireAtLeast("--rounds", rounds, 1);
        Checks.requireAtLeast("--warm-up-rounds", warmUpRounds, 0);
        Checks.requireAtLeast("--quiet-seconds", quietTime.toSeconds(), 0);
        Checks.requireAtLeast("--idle-limit-seconds", idleLimit.toSeconds(), 2);
    }

    int allRounds() {
        return warmUpRounds + rounds;
    }
}
