package io.connwarden.standalone.campaign;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.RoundFacts.IntendedSession;
import io.connwarden.standalone.campaign.RoundFacts.LogRow;
import io.connwarden.standalone.campaign.RoundFacts.StoredCommand;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The observer's own session in the log store. Each reading opens a new session, because the store is restarted. */
final class StoreReader {
    private final String url;

    StoreReader(String url) {
        this.url = url;
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    List<StoredCommand> commands() throws SQLException {
        return query(
                "SELECT seq, id, automatic, cause_event_id, action, state, outcome, result_event_id FROM commands",
                row -> new StoredCommand(
                        row.getLong(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }

    List<IntendedSession> intendedSessions() throws SQLException {
        return query(
                "SELECT i.command_seq, s.pid, s.backend_start, i.dry_run, o.outcome FROM intents i"
                        + " JOIN intent_sessions s ON s.intent_id = i.id"
                        + " LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal",
                row -> new IntendedSession(
                        row.getLong(1),
                        new SessionId(
                                row.getInt(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()),
                        row.getBoolean(4),
                        row.getString(5)));
    }

    List<LogRow> logRows() throws SQLException {
        return query(
                "SELECT event_type, command_id, event_id FROM connection_logs"
                        + " WHERE command_id IS NOT NULL OR event_type <> 'MONITOR_CHECK'",
                row -> new LogRow(row.getString(1), row.getString(2), row.getString(3)));
    }

    /** Returns true if no command is pending and every record of the outbox is sent or rejected. */
    boolean isSettled() throws SQLException {
        return query(
                        "SELECT (SELECT count(*) FROM commands WHERE state <> 'DONE')"
                                + " + (SELECT count(*) FROM outbox WHERE sent_at IS NULL AND rejected_reason IS NULL)",
                        row -> row.getLong(1) == 0)
                .get(0);
    }

    private <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }
}
