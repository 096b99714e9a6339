package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Severity;

/** Transactions stay stuck: R4 could or would not take them. */
final class StuckTransactionsSeen extends HealthAlert {

    @Override
    public String name() {
        return "StuckTransactions";
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public boolean firesAtOnce() {
        return false;
    }

    @Override
    Judgement judge(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        return counts.stuckTransactions() > 0
                ? new Judgement.Bad(
                        health.target() + ": " + counts.stuckTransactions()
                                + " stuck in an idle transaction, oldest open "
                                + (long) counts.oldestTransactionSeconds() / 60 + " min",
                        described(health))
                : Judgement.better(health.target() + ": no stuck transaction any more");
    }
}
