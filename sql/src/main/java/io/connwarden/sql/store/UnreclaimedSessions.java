package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sessions that exist although a signal was sent to them or denied. {@link Intents#recordOutcomes} adds them.
 * Thread-safe.
 */
public final class UnreclaimedSessions {
    private final JdbcClient jdbc;

    public UnreclaimedSessions(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * An unreclaimed session.
     *
     * @param kind the signal that had no effect
     * @param stateChange identifies the query of a cancel; null if the identity of the session decides
     * @param outcome the outcome of the last attempt
     * @param attempts number of failed attempts in a row, from 1
     * @param failedAt time of the last attempt, by the clock of the log store
     */
    public record UnreclaimedRow(
            String target,
            SessionId id,
            SignalKind kind,
            @Nullable Instant stateChange,
            @Nullable String user,
            @Nullable String application,
            String outcome,
            String reason,
            int attempts,
            Instant failedAt) {}

    /** Returns the unreclaimed sessions of the given targets, by target and time. */
    public List<UnreclaimedRow> of(Collection<String> targets) {
        return StoreStatement.UNRECLAIMED_SESSIONS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .query((row, number) -> unreclaimed(row))
                .list();
    }

    /** Deletes rows of a target: the sessions, or the queries that were to be cancelled, have ended. */
    public void delete(String target, Collection<UnreclaimedRow> ended) {
        if (ended.isEmpty()) {
            return;
        }
        StoreStatement.DELETE_UNRECLAIMED_SESSIONS
                .on(jdbc)
                .param("target", target)
                .param("pid", ArrayParameter.of("int4", ended, row -> row.id().pid()))
                .param(
                        "backendStart",
                        ArrayParameter.of("text", ended, row -> row.id().backendStart()))
                .param(
                        "kind",
                        ArrayParameter.of("text", ended, row -> row.kind().name()))
                .update();
    }

    private static UnreclaimedRow unreclaimed(ResultSet row) throws SQLException {
        return new UnreclaimedRow(
                row.getString("target"),
                new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")),
                SignalKind.valueOf(row.getString("kind")),
                Timestamps.read(row, "state_change"),
                row.getString("user_name"),
                row.getString("application_name"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getInt("attempts"),
                Timestamps.readRequired(row, "failed_at"));
    }
}
