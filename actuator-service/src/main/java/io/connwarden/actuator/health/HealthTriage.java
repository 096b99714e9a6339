package io.connwarden.actuator.health;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;

/** Whether a health event calls for a look with the intent to act. The look then decides. */
sealed interface HealthTriage {

    /** The target should be looked at. */
    record Act() implements HealthTriage {}

    /** All is well, which is not worth a word. */
    record Ignore() implements HealthTriage {}

    /** Something is wrong and nothing will be done about it, for this reason. */
    record Skip(DecisionReason reason) implements HealthTriage {}

    static HealthTriage of(Health health, TargetConfiguration target, Instant now) {
        return switch (health.status()) {
            case UNKNOWN, UNREACHABLE -> new Skip(new DecisionReason("G1", health.status() + ": " + health.reason()));
            case HEALTHY -> hasStuckTransactions(health) ? actOrSkip(health, target, now) : new Ignore();
            case CLEANUP_NEEDED, WARNING, CRITICAL -> actOrSkip(health, target, now);
        };
    }

    private static HealthTriage actOrSkip(Health health, TargetConfiguration target, Instant now) {
        Duration age = Duration.between(health.lastCheck(), now);
        Duration validFor = target.policy().healthMaxAge();
        if (age.compareTo(validFor) > 0) {
            return new Skip(new DecisionReason(
                    "INTAKE",
                    "the health event is " + age.toSeconds() + " s old and valid for " + validFor.toSeconds() + " s"));
        }
        return target.policy().automatic()
                ? new Act()
                : new Skip(new DecisionReason("G2", "automatic actions are switched off (policy.automatic)"));
    }

    private static boolean hasStuckTransactions(Health health) {
        Counts counts = health.counts();
        return counts != null && counts.stuckTransactions() > 0;
    }
}
