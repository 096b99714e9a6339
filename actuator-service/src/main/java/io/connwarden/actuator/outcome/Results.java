package io.connwarden.actuator.outcome;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Intents.OutcomeCounts;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The builder of results. All counts are computed from the outcomes of the sessions. */
public final class Results {
    private Results() {}

    /** Returns a result without sessions. */
    public static Result withoutSessions(
            CommandOrigin origin, CommandOutcome outcome, DecisionReason decision, Instant startedAt, Instant now) {
        return withSessions(origin, report(origin, outcome, decision), startedAt, now);
    }

    /** Returns the result of a decision and its action. */
    public static Result withSessions(CommandOrigin origin, RunReport report, Instant startedAt, Instant now) {
        return result(origin, report, startedAt, now, null, null);
    }

    /** Returns the result of MONITOR and HEALTH. */
    public static Result ofSample(CommandOrigin origin, Health health, Instant startedAt, Instant now) {
        DecisionReason decision = new DecisionReason(RuleId.COMMAND.id(), health.reason());
        return result(origin, report(origin, CommandOutcome.COMPLETED, decision), startedAt, now, health, null);
    }

    /** Returns the result of STATUS, PAUSE and RESUME. */
    public static Result ofTargetState(
            CommandOrigin origin, DecisionReason decision, @Nullable TargetState state, Instant now) {
        return result(origin, report(origin, CommandOutcome.COMPLETED, decision), now, now, null, state);
    }

    private static RunReport report(CommandOrigin origin, CommandOutcome outcome, DecisionReason decision) {
        return new RunReport(outcome, origin.command().dryRun(), decision, List.of(), null, null);
    }

    private static Result result(
            CommandOrigin origin,
            RunReport report,
            Instant startedAt,
            Instant now,
            @Nullable Health health,
            @Nullable TargetState state) {
        Sample after = report.after();
        return Result.builder(origin.target(), report.outcome(), report.decision(), startedAt, now)
                .command(origin.commandSource(), origin.commandId())
                .causeEventId(origin.causeEventId())
                .action(origin.action())
                .effect(effect(origin.action(), report.sessions()))
                .override(override(origin.override()))
                .dryRun(report.dryRun())
                .terminatedCount(count(report.sessions(), SessionOutcome.TERMINATED))
                .cancelledCount(count(report.sessions(), SessionOutcome.CANCELLED))
                .remainingZombies(after == null ? null : after.zombieCount())
                .sessions(report.sessions())
                .before(report.before())
                .after(after == null ? null : after.statusSummary())
                .health(health)
                .targetState(state)
                .planId(planId(origin.command()))
                .requestedBy(origin.isAutomatic() ? null : origin.command().requestedBy())
                .commandDigest(
                        origin.isAutomatic() ? null : EventCodec.instance().digest(origin.command()))
                .build();
    }

    private static @Nullable Effect effect(Action action, List<SessionReport> sessions) {
        return switch (action) {
            case MONITOR, HEALTH, STATUS, PAUSE, RESUME, REJECT -> null;
            case TERMINATE, CANCEL, APPROVE -> Effect.of(sessions, true);
            case CLEANUP, EMERGENCY, AUTO -> Effect.of(sessions, false);
        };
    }

    private static @Nullable UUID planId(Command command) {
        return command.parameters() instanceof CommandParameters.PlanDecision decision ? decision.planId() : null;
    }

    private static @Nullable List<String> override(Set<RuleId> override) {
        return override.isEmpty() ? null : override.stream().map(RuleId::id).toList();
    }

    private static int count(List<SessionReport> sessions, SessionOutcome outcome) {
        return (int) sessions.stream()
                .filter(session -> session.outcome() == outcome)
                .count();
    }

    /** Returns the result of a stored command that is completed without reading its message. */
    public static Result ofUnreadCommand(
            ClaimedCommand claimed, CommandOutcome outcome, String reason, OutcomeCounts counts, Instant now) {
        EventId cause = claimed.cause();
        boolean isRequested = cause == null;
        return Result.builder(
                        claimed.target(),
                        outcome,
                        new DecisionReason(RuleId.INTAKE.id(), reason + missingOutcomes(counts)),
                        claimed.times().startedAt(),
                        now)
                .command(
                        isRequested ? claimed.id().source() : null,
                        isRequested ? claimed.id().id() : null)
                .causeEventId(cause == null ? null : cause.id())
                .terminatedCount(counts.terminated())
                .cancelledCount(counts.cancelled())
                .build();
    }

    private static String missingOutcomes(OutcomeCounts counts) {
        return counts.missing() == 0
                ? ""
                : "; " + Formats.count(counts.missing(), "session")
                        + " without a recorded outcome may have received a signal, see the log store";
    }

    /** Returns the rejection of an unreadable record. */
    public static Result ofUnreadable(
            @Nullable String commandSource, @Nullable String commandId, String target, String reason, Instant now) {
        return Result.builder(target, CommandOutcome.REJECTED, new DecisionReason(RuleId.INTAKE.id(), reason), now, now)
                .command(commandSource, commandId)
                .build();
    }
}
