package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * The policy of one target: which actions are allowed, and when. The thresholds of the status belong to a situation,
 * not to the policy.
 *
 * @param automatic true if health events may lead to actions; commands are independent of it
 * @param paused true to reject every action (G2)
 * @param dryRun true to make every action a dry run, which sends no signal
 * @param healthMaxAge an older health event leads to no action; 30 s to 1 h
 * @param exclude protected sessions (G5)
 * @param include the only unprotected sessions (G5); an empty list restricts nothing
 * @param survivorsPerApplication number of idle sessions that every application keeps (G6); 0 to 1000
 */
public record Policy(
        boolean automatic,
        boolean paused,
        boolean dryRun,
        Duration healthMaxAge,
        Emergency emergency,
        IdleCleanup zombieCleanup,
        IdleCleanup gentleCleanup,
        StuckTransactions stuckTransactions,
        Cooldown cooldown,
        Budget budget,
        SessionFilter exclude,
        SessionFilter include,
        int survivorsPerApplication) {
    /** The maximum of every age in a policy. */
    static final Duration MAX_AGE = Duration.ofDays(365);

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Policy {
        Checks.requireInRange("health-max-age", healthMaxAge, Duration.ofSeconds(30), Duration.ofHours(1));
        Objects.requireNonNull(emergency, "emergency");
        Objects.requireNonNull(zombieCleanup, "zombieCleanup");
        Objects.requireNonNull(gentleCleanup, "gentleCleanup");
        Objects.requireNonNull(stuckTransactions, "stuckTransactions");
        Objects.requireNonNull(cooldown, "cooldown");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(exclude, "exclude");
        Objects.requireNonNull(include, "include");
        Checks.requireInRange("survivors-per-application", survivorsPerApplication, 0, 1000);
    }

    /** Returns the default policy. */
    public static Policy standard() {
        return new Policy(
                true,
                false,
                false,
                Duration.ofMinutes(1),
                Emergency.standard(),
                new IdleCleanup(Duration.ofMinutes(10), 15),
                new IdleCleanup(Duration.ofMinutes(15), 5),
                new StuckTransactions(Duration.ofMinutes(5), Duration.ofMinutes(1), 5),
                new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(10)),
                new Budget(40, 200),
                SessionFilter.empty(),
                SessionFilter.empty(),
                2);
    }
}
