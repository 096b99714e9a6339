package io.connwarden.actuator.action;

import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the SQL pack from one held session. */
final class SqlPackCaller implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Connection connection;

    SqlPackCaller(PostgresServer server) throws SQLException {
        this.connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
    }

    void set(String name, Object value) throws SQLException {
        query(
                "UPDATE connwarden.settings SET value = ?::text::jsonb WHERE name = ? RETURNING value",
                value.toString(),
                name);
    }

    JsonNode cleanup(double minutes, int maxTerminations) throws SQLException {
        return query("SELECT details FROM connwarden.terminate_idle_connections(?, ?)", minutes, maxTerminations)
                .get(0);
    }

    /** Returns the details of each step. */
    EmergencyDetails emergency() throws SQLException {
        JsonNode steps = query("SELECT jsonb_object_agg(action, details) FROM connwarden.emergency_connection_reset()")
                .get(0);
        return new EmergencyDetails(
                steps.get("TERMINATE_IDLE"), steps.get("TERMINATE_STUCK"), steps.get("CANCEL_LONG_QUERIES"));
    }

    /** The details of the steps of an emergency reset. */
    record EmergencyDetails(JsonNode idle, JsonNode stuck, JsonNode running) {}

    /** Returns the details for each connection limit. */
    List<JsonNode> limits() throws SQLException {
        return query("SELECT details FROM connwarden.reclaim_connection_limits()");
    }

    /** Returns the time of the last action. */
    Instant lastActedAt() throws SQLException {
        return Instant.parse(
                query("SELECT to_jsonb(max(created_at) AT TIME ZONE 'UTC') FROM connwarden.connection_logs")
                                .get(0)
                                .asString()
                        + "Z");
    }

    /** Waits until the state of the session is older than the age, by the clock of the server. */
    void awaitStateAge(Duration age, int pid) {
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .until(() -> query(
                                "SELECT to_jsonb(clock_timestamp() - state_change > make_interval(secs => ?))"
                                        + " FROM pg_stat_activity WHERE pid = ?",
                                age.toMillis() / 1000.0,
                                pid)
                        .get(0)
                        .asBoolean());
    }

    /** Deletes the log, which is the memory of the pack. */
    void forget() throws SQLException {
        query("WITH deleted AS (DELETE FROM connwarden.connection_logs RETURNING 1) SELECT to_jsonb(count(*)) FROM"
                + " deleted");
    }

    private List<JsonNode> query(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<JsonNode> answers = new ArrayList<>();
                while (row.next()) {
                    answers.add(JSON.readTree(row.getString(1)));
                }
                return answers;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
