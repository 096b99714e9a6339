package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertEvaluation.clear;
import static io.connwarden.actuator.alerting.AlertEvaluation.clearImmediately;
import static io.connwarden.actuator.alerting.AlertEvaluation.firing;
import static io.connwarden.actuator.alerting.AlertEvaluation.notApplicable;

import io.connwarden.contracts.assessment.StuckTransactionText;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conditions of alerts that depend on health events. */
final class HealthAlerts {
    /** An alert must stay far below the size limit of a record. */
    static final int MAX_DESCRIPTION_LENGTH = 4_000;

    private HealthAlerts() {}

    /** The condition of an alert that depends on the counts of a target. */
    interface CountsEvaluator {
        AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean isFiring);
    }

    /** Returns an evaluator to which a sample without sufficient visibility does not apply. */
    static AlertKind.Evaluator ofCounts(CountsEvaluator evaluator) {
        return (input, state) -> {
            if (!(input instanceof AlertInput.SampleTaken sample)) {
                return notApplicable();
            }
            Counts counts = sample.health().counts();
            HealthStatus status = sample.health().status();
            return counts == null || status == HealthStatus.UNKNOWN || status == HealthStatus.UNREACHABLE
                    ? notApplicable()
                    : evaluator.evaluate(
                            sample.health(), counts, sample.thresholds(), state != null && state.isFiring());
        };
    }

    static AlertKind.Evaluator ofHealth(Function<Health, AlertEvaluation> evaluator) {
        return (input, state) ->
                input instanceof AlertInput.SampleTaken sample ? evaluator.apply(sample.health()) : notApplicable();
    }

    /** Fires while the clock of the monitor is ahead. A later sample with a true time must not seem older. */
    static AlertEvaluation eventsFromFuture(AlertInput input, @Nullable AlertProgress state) {
        if (input instanceof AlertInput.SampleFromFuture future) {
            return firing(
                    future.target() + ": health events are " + Formats.duration(future.lead())
                            + " ahead of the clock of the actuator; they are logged only",
                    FaultKind.HEALTH_EVENTS_FROM_FUTURE.remedy()
                            + ". Until then this target has no automatic actions and no other alerts from these"
                            + " events");
        }
        return input instanceof AlertInput.SampleTaken
                ? clear(input.target() + ": " + FaultKind.HEALTH_EVENTS_FROM_FUTURE.recovery())
                : notApplicable();
    }

    static AlertEvaluation slotsCritical(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        return counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization()
                ? firing(health.target() + ": " + slots(counts) + ", above the critical threshold", describe(health))
                : clear(health.target() + ": " + slots(counts) + ", no longer critical");
    }

    /** Above the critical threshold this alert neither fires nor resolves: ConnectionSlotsCritical covers it. */
    static AlertEvaluation slotsWarning(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        double utilization = counts.slotUtilizationPercentage();
        if (utilization <= thresholds.warningSlotUtilization()) {
            return clear(health.target() + ": " + slots(counts) + ", at or below the warning threshold");
        }
        return utilization > thresholds.criticalSlotUtilization() && !isFiring
                ? notApplicable()
                : firing(health.target() + ": " + slots(counts) + ", above the warning threshold", describe(health));
    }

    static AlertEvaluation tooManyZombies(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        String summary = health.target() + ": " + counts.zombieConnections() + " zombies, threshold "
                + thresholds.warningZombies();
        return counts.zombieConnections() > thresholds.warningZombies()
                ? firing(summary + "; an application may leak connections", describe(health))
                : clear(summary);
    }

    static AlertEvaluation stuckTransactions(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        return counts.stuckTransactions() > 0
                ? firing(
                        health.target() + ": " + counts.stuckTransactions() + " stuck "
                                + (counts.stuckTransactions() == 1 ? "transaction" : "transactions")
                                + "; the oldest transaction of the server has been open for "
                                + Formats.duration(Duration.ofSeconds((long) counts.oldestTransactionSeconds())),
                        describe(health, StuckTransactionText::isAdvice))
                : clear(health.target() + ": no stuck transaction");
    }

    static AlertEvaluation targetUnreachable(Health health) {
        return health.status() == HealthStatus.UNREACHABLE
                ? firing(
                        health.target() + ": unreachable by the monitor; its health events lead to no action",
                        describe(health))
                : clearImmediately(health.target() + ": reachable again");
    }

    static AlertEvaluation targetNotVisible(Health health) {
        return switch (health.status()) {
            case UNKNOWN ->
                firing(
                        health.target() + ": too few sessions visible; automatic actions are suspended;"
                                + " grant pg_monitor to the monitor's role",
                        describe(health));
            case UNREACHABLE -> notApplicable();
            default -> clearImmediately(health.target() + ": enough sessions visible again");
        };
    }

    /**
     * Returns the reason and the recommendations of the sample, and the application with most sessions. Connwarden is
     * not such an application.
     */
    static String describe(Health health) {
        return describe(health, recommendation -> false);
    }

    /** Returns the same description, with the cause of the alert first. */
    private static String describe(Health health, Predicate<String> isCause) {
        List<String> sentences = new ArrayList<>(
                health.recommendations().stream().filter(isCause).toList());
        sentences.add(health.reason());
        health.recommendations().stream().filter(isCause.negate()).forEach(sentences::add);
        StringBuilder text = new StringBuilder(String.join(". ", sentences));
        health.topApplications().stream()
                .filter(each -> !ApplicationUsage.isConnwarden(each.application()))
                .findFirst()
                .ifPresent(top -> text.append(". Most sessions: application '")
                        .append(top.application() == null ? "" : top.application())
                        .append("' with ")
                        .append(top.total()));
        return Formats.singleLine(text.toString(), MAX_DESCRIPTION_LENGTH);
    }

    /** Returns a text such as {@code slot utilization 97.9 % (95 of 97)}. */
    static String slots(Counts counts) {
        return "slot utilization " + Formats.shortPercent(counts.slotUtilizationPercentage()) + " ("
                + counts.totalConnections() + " of " + counts.usableConnections() + ")";
    }
}
