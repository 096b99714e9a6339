package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As many sessions were terminated as an hour may hold (G4); the target goes unguarded until the hour has passed. Samples
 * do not say how much of the budget is left, but an hour after the last sign of exhaustion there is some.
 */
final class HourlyBudgetExhausted implements AlertKind {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Override
    public String name() {
        return "HourlyBudgetExhausted";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.CRITICAL;
    }

    @Override
    public boolean firesImmediately() {
        return true;
    }

    @Override
    public AlertEvaluation evaluate(AlertSignal sign, @Nullable AlertState watch) {
        if (sign instanceof AlertSignal.ActionFinished acted) {
            return afterActing(acted);
        }
        boolean passed =
                watch != null && sign.at().isAfter(watch.lastBadSignal().plus(AN_HOUR));
        return passed
                ? AlertEvaluation.clearImmediately(sign.target() + ": hourly budget of terminations is free again")
                : AlertEvaluation.notApplicable();
    }

    private static AlertEvaluation afterActing(AlertSignal.ActionFinished acted) {
        String figures = acted.target() + ": " + acted.terminatedLastHour() + " of " + acted.hourlyBudget()
                + " terminations this hour";
        Instant free = acted.at().plus(AN_HOUR);
        return acted.hourlyBudget() > 0 && acted.terminatedLastHour() >= acted.hourlyBudget()
                ? new AlertEvaluation.Firing(
                        figures + ", budget used up (G4)",
                        "Nobody is terminated until older terminations leave the hour, at the latest at " + free
                                + ". Find the leak; raise policy.budget.terminations-per-hour only if the pace is right")
                : AlertEvaluation.clearImmediately(figures);
    }
}
