package io.connwarden.actuator.health;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.decision.guard.G1Visibility;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Instant;

/** The triage of a health event: act, ignore, or skip with a reason. The decision is made later, on a sample. */
sealed interface HealthTriage {
    /** The event leads to an automatic command. */
    record CreateCommand() implements HealthTriage {}

    /** The target is healthy; nothing is logged. */
    record Ignore() implements HealthTriage {}

    /** The target is not healthy, but no automatic command is created, for this reason. */
    record Skip(DecisionReason reason) implements HealthTriage {}

    int MAX_REASON_LENGTH = 1_000;

    static HealthTriage of(Health health, TargetConfiguration target, Instant now) {
        return switch (reclaimableStatus(health)) {
            case UNKNOWN, UNREACHABLE -> new Skip(notVisible(health, target));
            case HEALTHY -> hasStuckTransactions(health) ? actOrSkip(health, target, now) : new Ignore();
            case CLEANUP_NEEDED, WARNING, CRITICAL -> actOrSkip(health, target, now);
        };
    }

    /** Returns the status without prepared transactions, because no signal ends a prepared transaction. */
    private static HealthStatus reclaimableStatus(Health health) {
        return health.status() == HealthStatus.CLEANUP_NEEDED ? health.statusOfServer() : health.status();
    }

    /** Returns the reason of G1, with the cause that the monitor observed. */
    private static DecisionReason notVisible(Health health, TargetConfiguration target) {
        String reason = G1Visibility.rejectionReason(health.status(), health.counts(), target.thresholds())
                .orElseThrow();
        String observed = Formats.singleLine(health.reason(), MAX_REASON_LENGTH);
        return new DecisionReason(RuleId.G1.id(), reason + "; the monitor reported: " + observed);
    }

    private static HealthTriage actOrSkip(Health health, TargetConfiguration target, Instant now) {
        return Guards.standard()
                .checkHealthEvent(health.lastCheck(), now, target.policy())
                .<HealthTriage>map(decision ->
                        new Skip(new DecisionReason(decision.ruleId().id(), decision.reason())))
                .orElseGet(CreateCommand::new);
    }

    private static boolean hasStuckTransactions(Health health) {
        Counts counts = health.counts();
        return counts != null && counts.stuckTransactions() > 0;
    }
}
