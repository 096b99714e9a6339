package io.connwarden.actuator.health;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.decision.guard.HealthEventGate;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import java.time.Instant;

/** The triage of a health event: act, ignore, or skip with a reason. The decision is made later, on a sample. */
sealed interface HealthTriage {

    /** The event leads to an automatic command. */
    record Act() implements HealthTriage {}

    /** The target is healthy; nothing is logged. */
    record Ignore() implements HealthTriage {}

    /** The target is not healthy, but no automatic command is created, for this reason. */
    record Skip(DecisionReason reason) implements HealthTriage {}

    static HealthTriage of(Health health, TargetConfiguration target, Instant now) {
        return switch (health.status()) {
            case UNKNOWN, UNREACHABLE ->
                new Skip(new DecisionReason(RuleId.G1.id(), health.status() + ": " + health.reason()));
            case HEALTHY -> hasStuckTransactions(health) ? actOrSkip(health, target, now) : new Ignore();
            case CLEANUP_NEEDED, WARNING, CRITICAL -> actOrSkip(health, target, now);
        };
    }

    private static HealthTriage actOrSkip(Health health, TargetConfiguration target, Instant now) {
        return HealthEventGate.check(health.lastCheck(), now, target.policy())
                .<HealthTriage>map(decision ->
                        new Skip(new DecisionReason(decision.ruleId().id(), decision.reason())))
                .orElseGet(Act::new);
    }

    private static boolean hasStuckTransactions(Health health) {
        Counts counts = health.counts();
        return counts != null && counts.stuckTransactions() > 0;
    }
}
