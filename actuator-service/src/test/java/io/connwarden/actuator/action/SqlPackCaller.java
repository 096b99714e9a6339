package io.connwarden.actuator.action;

import io.connwarden.embedded.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** Returns the result for idle sessions first, then the result for running ones. */
    List<JsonNode> emergency() throws SQLException {
        return query("SELECT details FROM connwarden.emergency_connection_reset() ORDER BY action DESC");
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
