package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import org.jspecify.annotations.Nullable;

/** A kind of alert about the counts of a target. A sample in which too little could be seen says nothing to it. */
abstract class HealthAlert implements AlertKind {

    @Override
    public final AlertEvaluation evaluate(AlertSignal sign, @Nullable AlertState watch) {
        if (!(sign instanceof AlertSignal.SampleTaken sampled)) {
            return AlertEvaluation.notApplicable();
        }
        Health health = sampled.health();
        Counts counts = health.counts();
        return counts == null || health.status() == HealthStatus.UNKNOWN || health.status() == HealthStatus.UNREACHABLE
                ? AlertEvaluation.notApplicable()
                : evaluate(health, counts, sampled.thresholds(), watch != null && watch.isFiring());
    }

    abstract AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean firing);

    /** The sample's own sentence, what it recommends, and who holds most sessions. */
    static String describe(Health health) {
        StringBuilder text = new StringBuilder(health.reason());
        health.recommendations().forEach(each -> text.append(". ").append(each));
        health.topApplications().stream()
                .findFirst()
                .ifPresent(top -> text.append(". Most sessions: application '")
                        .append(top.application() == null ? "" : top.application())
                        .append("' with ")
                        .append(top.total()));
        return text.toString();
    }

    /** {@code 97.94 % of slots taken (95 of 97)}. */
    static String slots(Counts counts) {
        return AlertPercentages.of(counts.slotUtilizationPercentage()) + " of slots taken (" + counts.totalConnections()
                + " of " + counts.usableConnections() + ")";
    }
}
