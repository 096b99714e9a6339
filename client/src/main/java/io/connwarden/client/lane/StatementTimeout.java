package io.connwarden.client.lane;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

/**
 * The {@code statement_timeout} of a session, the server's limit on a statement. The server ends the statement even if
 * the router, its machine or the network is down.
 *
 * <p>The statement is in a file of this package, because the client does not depend on the module {@code sql}.
 */
final class StatementTimeout {
    private static final String SET_FOR_SESSION = readSql("set-session-statement-timeout.sql");

    private StatementTimeout() {}

    /** Returns the statement that sets the limit for a session. */
    static String forSession(Duration limit) {
        return withLimit(SET_FOR_SESSION, limit);
    }

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

    private static String readSql(String file) {
        try (InputStream in = StatementTimeout.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
