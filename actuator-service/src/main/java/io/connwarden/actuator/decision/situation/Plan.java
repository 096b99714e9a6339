package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a rule that waits for approval, or has ended.
 *
 * @param origin the rule with its scope
 * @param expiresAt time from which the plan cannot be approved, by the clock of {@link Situation#now}
 * @param end the end of the plan, such as "was rejected by ann at 2026-03-01T03:00:00Z"; null while it is pending
 * @param sessions in the order of the signals
 */
public record Plan(
        UUID id,
        String target,
        Origin origin,
        Instant expiresAt,
        @Nullable String end,
        List<PlannedSession> sessions) {
    public Plan {
        sessions = List.copyOf(sessions);
    }

    /**
     * The rule that made a plan. A rule has at most one pending plan per scope.
     *
     * @param scope the role or database with the CONNECTION LIMIT of the plan, such as {@code role 'shop'}; empty for
     *     the whole server
     */
    public record Origin(RuleId rule, String scope) {}

    public RuleId rule() {
        return origin.rule();
    }

    /** Returns true for the plan of a requested dry run, and false for the plan of a rule in mode {@code ask}. */
    public boolean isRequested() {
        return origin.rule() == RuleId.COMMAND;
    }

    /**
     * A session of a plan, with its activity at the decision. A time is null if it was unknown.
     *
     * @param signal the signal that the plan shows to its approver
     */
    public record PlannedSession(
            SessionId id,
            SignalKind signal,
            SessionState state,
            @Nullable Instant stateChange,
            @Nullable Instant xactStart) {

        /** Returns the session as it is now, or empty if it has ended. */
        public Optional<Session> find(Collection<Session> sessions) {
            return sessions.stream()
                    .filter(session -> session.id().filter(id::equals).isPresent())
                    .findFirst();
        }

        /** Returns true if the session has done nothing since the decision. */
        public boolean isUnchanged(Session session) {
            Session.Activity now = session.activity();
            return session.id().filter(id::equals).isPresent()
                    && state == now.state()
                    && isEqual(stateChange, now.stateChange())
                    && isEqual(xactStart, now.xactStart());
        }

        private static boolean isEqual(@Nullable Instant planned, @Nullable Instant now) {
            return planned == null ? now == null : planned.equals(now);
        }
    }

    /**
     * Returns the reason why a command cannot approve or reject a plan, or empty if it can.
     *
     * @param id the id that the command names
     * @param plan null if no plan has this id
     * @param target the target of the command
     */
    public static Optional<String> refusal(UUID id, @Nullable Plan plan, String target, Instant now) {
        if (plan == null) {
            return Optional.of("plan " + id + " is unknown; STATUS lists the plans of target '" + target
                    + "' that wait for approval");
        }
        if (!plan.target.equals(target)) {
            return Optional.of("plan " + id + " belongs to another target; name its target in the command");
        }
        return plan.endAt(now)
                .map(end -> "plan " + id + " " + end + "; "
                        + (plan.isRequested()
                                ? "send the command as a dry run again"
                                : plan.rule() + " makes a new plan while its condition holds"));
    }

    private Optional<String> endAt(Instant now) {
        return Optional.ofNullable(end)
                .or(() -> now.isBefore(expiresAt) ? Optional.empty() : Optional.of("expired at " + expiresAt));
    }

    /** Returns true if the plan has this session, and the session has done nothing since the decision. */
    public boolean hasUnchanged(Session session) {
        return sessions.stream().anyMatch(planned -> planned.isUnchanged(session));
    }

    /** Returns the signal of the plan for a session, or empty if the session is not in the plan. */
    public Optional<SignalKind> signalOf(Session session) {
        return sessions.stream()
                .filter(planned -> session.id().filter(planned.id::equals).isPresent())
                .map(PlannedSession::signal)
                .findFirst();
    }

    /**
     * Returns true if no session of the plan is left unchanged, so that an approval would have no effect. A session
     * without an identity may be one of the plan.
     */
    public boolean isOutdated(Collection<Session> current) {
        return current.stream().noneMatch(session -> session.id().isEmpty() || hasUnchanged(session));
    }
}
