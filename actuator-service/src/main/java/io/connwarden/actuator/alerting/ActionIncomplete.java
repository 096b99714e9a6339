package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An action failed, or some of its sessions would not go. It is over with the next action in which all went, or when the
 * target has been healthy for a while, for then nothing needs to go.
 */
final class ActionIncomplete implements AlertKind {
    private static final Set<SessionOutcome> NOT_DONE =
            EnumSet.of(SessionOutcome.DENIED, SessionOutcome.UNRESPONSIVE, SessionOutcome.FAILED);

    @Override
    public String name() {
        return "ActionIncomplete";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.WARNING;
    }

    @Override
    public boolean firesImmediately() {
        return true;
    }

    @Override
    public AlertEvaluation evaluate(AlertSignal sign, @Nullable AlertState watch) {
        if (sign instanceof AlertSignal.ActionFinished acted) {
            return afterActing(acted.result());
        }
        Health health = ((AlertSignal.SampleTaken) sign).health();
        return health.status() == HealthStatus.HEALTHY
                ? AlertEvaluation.clear(health.target() + ": healthy, nothing left to reclaim")
                : AlertEvaluation.notApplicable();
    }

    private static AlertEvaluation afterActing(Result result) {
        if (result.outcome() == CommandOutcome.FAILED) {
            return new AlertEvaluation.Firing(
                    result.target() + ": " + result.decision().rule() + " could not be finished",
                    result.decision().reason());
        }
        List<SessionReport> left = result.sessions().stream()
                .filter(session -> NOT_DONE.contains(session.outcome()))
                .toList();
        if (!left.isEmpty()) {
            return new AlertEvaluation.Firing(
                    result.target() + ": " + left.size() + " of " + (left.size() + done(result))
                            + " sessions would not go (first: pid "
                            + left.get(0).pid() + " "
                            + left.get(0).outcome() + ")",
                    left.get(0).reason());
        }
        return done(result) > 0
                ? AlertEvaluation.clearImmediately(result.target() + ": the latest action reclaimed all it chose")
                : AlertEvaluation.notApplicable();
    }

    private static int done(Result result) {
        return result.terminatedCount() + result.cancelledCount();
    }
}
