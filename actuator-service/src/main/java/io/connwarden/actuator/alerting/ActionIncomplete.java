package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
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
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public boolean firesAtOnce() {
        return true;
    }

    @Override
    public Judgement judge(Sign sign, @Nullable AlertWatch watch) {
        if (sign instanceof Sign.Acted acted) {
            return afterActing(acted.result());
        }
        Health health = ((Sign.Sampled) sign).health();
        return health.status() == Status.HEALTHY
                ? Judgement.better(health.target() + ": healthy, nothing left to reclaim")
                : Judgement.silent();
    }

    private static Judgement afterActing(Result result) {
        if (result.outcome() == Outcome.FAILED) {
            return new Judgement.Bad(
                    result.target() + ": " + result.decision().rule() + " could not be finished",
                    result.decision().reason());
        }
        List<SessionReport> left = result.sessions().stream()
                .filter(session -> NOT_DONE.contains(session.outcome()))
                .toList();
        if (!left.isEmpty()) {
            return new Judgement.Bad(
                    result.target() + ": " + left.size() + " of " + (left.size() + done(result))
                            + " sessions would not go (first: pid "
                            + left.get(0).pid() + " "
                            + left.get(0).outcome() + ")",
                    left.get(0).reason());
        }
        return done(result) > 0
                ? Judgement.settled(result.target() + ": the latest action reclaimed all it chose")
                : Judgement.silent();
    }

    private static int done(Result result) {
        return result.terminatedCount() + result.cancelledCount();
    }
}
