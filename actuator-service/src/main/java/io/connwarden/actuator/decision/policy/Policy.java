package io.connwarden.actuator.decision.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * What may be done to one target, and when. The thresholds of a status are not here: a situation brings those it was
 * assessed with.
 *
 * @param automatic whether health events may lead to action (the guide's {@code autoCleanupEnabled}); commands may
 *     either way
 * @param paused whether nothing at all may be done (G2)
 * @param dryRun whether every action takes the whole road and signals nobody
 * @param healthMaxAge a health event older than this is not acted on: two sampling intervals; 30 s to 1 h
 * @param exclude sessions that are never touched (G5)
 * @param include the only sessions that may be touched (G5); an empty list restricts nothing
 * @param survivorsPerApplication how many idle sessions every application keeps (G6); 0 to 1000
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

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public Policy {
        PolicyChecks.checkRange(
                "health-max-age", Duration.ofSeconds(30), healthMaxAge, Duration.ofHours(1), "from 30 s to 1 h");
        Objects.requireNonNull(emergency, "emergency");
        Objects.requireNonNull(zombieCleanup, "zombieCleanup");
        Objects.requireNonNull(gentleCleanup, "gentleCleanup");
        Objects.requireNonNull(stuckTransactions, "stuckTransactions");
        Objects.requireNonNull(cooldown, "cooldown");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(exclude, "protect");
        Objects.requireNonNull(include, "only");
        PolicyChecks.checkCount("survivors-per-application", 0, survivorsPerApplication, 1000);
    }

    /** The defaults of the design, section 4. */
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
