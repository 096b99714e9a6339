package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Plans.PlanEnd;
import io.connwarden.sql.store.Plans.PlanOrigin;
import io.connwarden.sql.store.Plans.PlanRow;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.PlanStatus;
import io.connwarden.sql.store.Plans.PlannedActivity;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions of plans as rows. A query of plans returns one row per session. */
final class PlanSessions {
    private PlanSessions() {}

    static void write(JdbcClient jdbc, UUID planId, List<PlanSessionRow> sessions) {
        StoreStatement.WRITE_PLAN_SESSIONS
                .on(jdbc)
                .param("planId", planId)
                .param(
                        "ordinal",
                        ArrayParameter.of(
                                "int4",
                                IntStream.rangeClosed(1, sessions.size())
                                        .boxed()
                                        .toList(),
                                ordinal -> ordinal))
                .param(
                        "pid",
                        ArrayParameter.of("int4", sessions, row -> row.id().pid()))
                .param(
                        "backendStart",
                        ArrayParameter.of("text", sessions, row -> row.id().backendStart()))
                .param(
                        "kind",
                        ArrayParameter.of("text", sessions, row -> row.kind().name()))
                .param(
                        "state",
                        ArrayParameter.of(
                                "text", sessions, row -> row.activity().state()))
                .param(
                        "stateChange",
                        ArrayParameter.of(
                                "text", sessions, row -> row.activity().stateChange()))
                .param(
                        "xactStart",
                        ArrayParameter.of(
                                "text", sessions, row -> row.activity().xactStart()))
                .param("userName", ArrayParameter.of("text", sessions, PlanSessionRow::user))
                .param("applicationName", ArrayParameter.of("text", sessions, PlanSessionRow::application))
                .param("databaseName", ArrayParameter.of("text", sessions, PlanSessionRow::database))
                .update();
    }

    /** Returns the plans of a query in the order of its rows. */
    static List<StoredPlan> plans(JdbcClient.StatementSpec query) {
        Map<UUID, StoredPlan> plans = new LinkedHashMap<>();
        query.query(row -> {
            StoredPlan plan = plan(row);
            plans.merge(plan.plan().id(), plan, PlanSessions::withSessionsOf);
        });
        return List.copyOf(plans.values());
    }

    private static StoredPlan withSessionsOf(StoredPlan first, StoredPlan next) {
        List<PlanSessionRow> sessions = new ArrayList<>(first.sessions());
        sessions.addAll(next.sessions());
        return new StoredPlan(first.plan(), sessions, first.end());
    }

    private static StoredPlan plan(ResultSet row) throws SQLException {
        return new StoredPlan(
                new PlanRow(
                        row.getObject("id", UUID.class),
                        row.getString("target"),
                        new PlanOrigin(row.getString("rule"), row.getString("scope")),
                        row.getString("reason"),
                        Timestamps.readRequired(row, "created_at"),
                        Timestamps.readRequired(row, "expires_at")),
                List.of(session(row)),
                end(row));
    }

    private static PlanSessionRow session(ResultSet row) throws SQLException {
        return new PlanSessionRow(
                new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")),
                SignalKind.valueOf(row.getString("kind")),
                new PlannedActivity(
                        row.getString("state"),
                        Timestamps.read(row, "state_change"),
                        Timestamps.read(row, "xact_start")),
                row.getString("user_name"),
                row.getString("application_name"),
                row.getString("database_name"));
    }

    private static @Nullable PlanEnd end(ResultSet row) throws SQLException {
        PlanStatus status = PlanStatus.valueOf(row.getString("status"));
        if (status == PlanStatus.PENDING) {
            return null;
        }
        String commandId = row.getString("command_id");
        return new PlanEnd(
                status,
                Timestamps.readRequired(row, "decided_at"),
                row.getString("decided_by"),
                commandId == null ? null : new EventId(row.getString("command_source"), commandId));
    }
}
