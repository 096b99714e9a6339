package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored plans, which wait for APPROVE or REJECT. All times are those of the log store. Thread-safe. */
public final class Plans {
    private final JdbcClient jdbc;

    public Plans(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * The decision of a plan.
     *
     * @param origin the rule with its scope
     * @param expiresAt time from which the plan cannot be approved
     */
    public record PlanRow(
            UUID id, String target, PlanOrigin origin, String reason, Instant createdAt, Instant expiresAt) {
        public String rule() {
            return origin.rule();
        }
    }

    /**
     * The rule that made a plan. A rule has at most one pending plan per target and scope.
     *
     * @param scope the role or database with the CONNECTION LIMIT of the plan; empty for the whole server
     */
    public record PlanOrigin(String rule, String scope) {}

    /**
     * A session of a plan as it was at the decision.
     *
     * @param kind the signal to send
     * @param activity the activity that an approval compares
     */
    public record PlanSessionRow(
            SessionId id,
            SignalKind kind,
            PlannedActivity activity,
            @Nullable String user,
            @Nullable String application,
            @Nullable String database) {}

    /** The activity of a session at the decision. A time is null if it was unknown. */
    public record PlannedActivity(
            @Nullable String state,
            @Nullable Instant stateChange,
            @Nullable Instant xactStart) {}

    /** The status of a plan. */
    public enum PlanStatus {
        PENDING,
        APPROVED,
        REJECTED,
        EXPIRED
    }

    /**
     * The end of a plan.
     *
     * @param by requester of the command that decided the plan; null if the plan expired
     * @param command the command that decided the plan; null if the plan expired
     */
    public record PlanEnd(
            PlanStatus status,
            Instant at,
            @Nullable String by,
            @Nullable EventId command) {}

    /**
     * A stored plan.
     *
     * @param sessions in the order of signalling
     * @param end null while the plan is pending
     */
    public record StoredPlan(
            PlanRow plan,
            List<PlanSessionRow> sessions,
            @Nullable PlanEnd end) {
        public StoredPlan {
            sessions = List.copyOf(sessions);
        }

        public PlanSummary summary() {
            return new PlanSummary(plan.id(), plan.rule(), sessions.size(), plan.createdAt(), plan.expiresAt());
        }
    }

    /**
     * Inserts a pending plan. It requires a transaction.
     *
     * @param intentId the dry run that contains the decision
     */
    public void write(PlanRow plan, long intentId, List<PlanSessionRow> sessions) {
        StoreStatement.WRITE_PLAN
                .on(jdbc)
                .param("id", plan.id())
                .param("intentId", intentId)
                .param("target", plan.target())
                .param("rule", plan.rule())
                .param("scope", plan.origin().scope())
                .param("reason", plan.reason())
                .param("createdAt", Timestamps.toParameter(plan.createdAt()))
                .param("expiresAt", Timestamps.toParameter(plan.expiresAt()))
                .update();
        PlanSessions.write(jdbc, plan.id(), sessions);
    }

    /** Returns a plan, and locks it until the end of the transaction. */
    public Optional<StoredPlan> lock(UUID id) {
        return PlanSessions.plans(StoreStatement.LOCK_PLAN.on(jdbc).param("id", id)).stream()
                .findFirst();
    }

    /** Returns the command that made a plan by its dry run, as JSON. It is empty for the plan of a rule. */
    public Optional<String> commandOf(UUID id) {
        return StoreStatement.COMMAND_OF_PLAN
                .on(jdbc)
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Returns the plan of a dry run, or empty if the dry run is no plan. */
    public Optional<PlanSummary> ofIntent(long intentId) {
        return StoreStatement.PLAN_OF_INTENT
                .on(jdbc)
                .param("intentId", intentId)
                .query((row, number) -> new PlanSummary(
                        row.getObject("id", UUID.class),
                        row.getString("rule"),
                        row.getInt("sessions"),
                        Timestamps.readRequired(row, "created_at"),
                        Timestamps.readRequired(row, "expires_at")))
                .optional();
    }

    /** Returns the plans of rules of the targets that wait for approval, by time. */
    public List<StoredPlan> pending(Collection<String> targets, Instant now) {
        return PlanSessions.plans(StoreStatement.PENDING_PLANS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .param("now", Timestamps.toParameter(now)));
    }

    /** Returns the plans of a target that were rejected after {@code since}. */
    public List<StoredPlan> rejectedSince(String target, Instant since) {
        return PlanSessions.plans(StoreStatement.REJECTED_PLANS
                .on(jdbc)
                .param("target", target)
                .param("since", Timestamps.toParameter(since)));
    }

    /** Approves a plan. Returns false without a change if it is decided or expired. */
    public boolean approve(UUID id, String by, EventId command, Instant now) {
        return decide(id, PlanStatus.APPROVED, by, command, now);
    }

    /** Rejects a plan. Returns false without a change if it is decided or expired. */
    public boolean reject(UUID id, String by, EventId command, Instant now) {
        return decide(id, PlanStatus.REJECTED, by, command, now);
    }

    /** Marks the pending plans of a target as expired if their time is over, or if they are withdrawn. */
    public void expire(String target, Collection<UUID> withdrawn, Instant now) {
        StoreStatement.EXPIRE_PLANS
                .on(jdbc)
                .param("target", target)
                .param("withdrawn", ArrayParameter.of("uuid", withdrawn, id -> id))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    private boolean decide(UUID id, PlanStatus status, String by, EventId command, Instant now) {
        return StoreStatement.DECIDE_PLAN
                        .on(jdbc)
                        .param("id", id)
                        .param("status", status.name())
                        .param("decidedBy", by)
                        .param("commandSource", command.source())
                        .param("commandId", command.id())
                        .param("now", Timestamps.toParameter(now))
                        .update()
                == 1;
    }
}
