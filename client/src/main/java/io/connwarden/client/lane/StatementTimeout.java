package io.connwarden.client.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The {@code statement_timeout} of a session, the server's limit on a statement. The server ends the statement even if
 * the router, its machine or the network is down.
 */
final class StatementTimeout {
    private static final String SET_FOR_SESSION = LaneSql.read("set-session-statement-timeout.sql");

    private StatementTimeout() {}

    static void setForSession(Connection connection, Duration limit) throws SQLException {
        execute(connection, withLimit(SET_FOR_SESSION, limit));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String withLimit(String sql, Duration limit) {
        return sql.replace(":milliseconds", Long.toString(Math.min(Integer.MAX_VALUE, limit.toMillis())));
    }
}
