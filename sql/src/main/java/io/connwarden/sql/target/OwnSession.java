package io.connwarden.sql.target;

import io.connwarden.sql.SqlStatements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The check that the server itself answers and that the settings of the startup packet are in force. Until then no
 * statement changes the session, because behind a pooler it may be the session of another client.
 */
final class OwnSession {
    private static final int IDLE_SESSION_TIMEOUT_SINCE = 14;
    private static final int TRANSACTION_TIMEOUT_SINCE = 17;

    private OwnSession() {}

    /**
     * Checks the session, and then disables the timeouts that end an idle session or a transaction.
     *
     * @throws PoolerException if a pooler is in between
     */
    static void prepare(Connection connection) throws SQLException {
        check(connection);
        disableIdleTimeouts(connection);
    }

    /** Disables the timeouts that end an idle session or a transaction. Not for a session of a pooler. */
    static void disableIdleTimeouts(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version >= IDLE_SESSION_TIMEOUT_SINCE) {
            SqlStatements.update(connection, TargetStatement.DISABLE_IDLE_TIMEOUT.sql(), on -> {});
        }
        if (version >= TRANSACTION_TIMEOUT_SINCE) {
            SqlStatements.update(connection, TargetStatement.DISABLE_TRANSACTION_TIMEOUT.sql(), on -> {});
        }
    }

    private static void check(Connection connection) throws SQLException {
        int promised = connection.unwrap(PGConnection.class).getBackendPID();
        String sign = TargetStatement.OWN_SESSION
                .query(connection, on -> {}, row -> sign(row, promised))
                .get(0);
        if (!sign.isEmpty()) {
            throw new PoolerException(sign);
        }
    }

    /** Returns the sign of a pooler, or an empty text. */
    private static String sign(ResultSet row, int promised) throws SQLException {
        int pid = row.getInt("pid");
        if (pid != promised) {
            return String.format(
                    Locale.ROOT, "the backend %d answers, and the backend at the login was %d", pid, promised);
        }
        boolean inForce = StartupSettings.SEARCH_PATH.equals(row.getString("search_path"))
                && StartupSettings.STATEMENT_TIMEOUT.equals(row.getString("statement_timeout"))
                && StartupSettings.READ_ONLY.equals(row.getString("read_only"));
        return inForce ? "" : "the settings of the startup packet are not in force";
    }
}
