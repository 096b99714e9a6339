package io.connwarden.actuator.health;

import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;

/** Whether a health event calls for a look with the intent to act. The look then decides. */
sealed interface Calling {

    /** The target should be looked at. */
    record ForAction() implements Calling {}

    /** All is well, which is not worth a word. */
    record ForNothing() implements Calling {}

    /** Something is wrong and nothing will be done about it, for this reason. */
    record ButNot(DecisionNote why) implements Calling {}

    static Calling of(Health health, WatchedTarget target, Instant now) {
        return switch (health.status()) {
            case UNKNOWN, UNREACHABLE -> new ButNot(new DecisionNote("G1", health.status() + ": " + health.reason()));
            case HEALTHY -> stuck(health) ? acting(health, target, now) : new ForNothing();
            case CLEANUP_NEEDED, WARNING, CRITICAL -> acting(health, target, now);
        };
    }

    private static Calling acting(Health health, WatchedTarget target, Instant now) {
        Duration age = Duration.between(health.lastCheck(), now);
        Duration validFor = target.policy().healthValidFor();
        if (age.compareTo(validFor) > 0) {
            return new ButNot(new DecisionNote(
                    "INTAKE",
                    "the health event is " + age.toSeconds() + " s old and valid for " + validFor.toSeconds() + " s"));
        }
        return target.policy().automatic()
                ? new ForAction()
                : new ButNot(new DecisionNote("G2", "automatic actions are switched off (policy.automatic)"));
    }

    private static boolean stuck(Health health) {
        Counts counts = health.counts();
        return counts != null && counts.stuckTransactions() > 0;
    }
}
