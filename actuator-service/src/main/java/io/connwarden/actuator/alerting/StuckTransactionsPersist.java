package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;

/** Transactions stay stuck: R4 could or would not take them. */
final class StuckTransactionsPersist extends HealthAlert {

    @Override
    public String name() {
        return "StuckTransactions";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.WARNING;
    }

    @Override
    public boolean firesImmediately() {
        return false;
    }

    @Override
    AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        return counts.stuckTransactions() > 0
                ? new AlertEvaluation.Firing(
                        health.target() + ": " + counts.stuckTransactions()
                                + " stuck in an idle transaction, oldest open "
                                + (long) counts.oldestTransactionSeconds() / 60 + " min",
                        describe(health))
                : AlertEvaluation.clear(health.target() + ": no stuck transaction any more");
    }
}
