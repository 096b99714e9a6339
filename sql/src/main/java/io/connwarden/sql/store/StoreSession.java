package io.connwarden.sql.store;

import io.connwarden.sql.SqlStatements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The check of a new session of the log store: the server itself answers, and the settings of the startup packet are in
 * force. A commit of the session survives a crash of the server.
 */
final class StoreSession {
    static final String READ_ONLY = "off";
    static final String ISOLATION = "read committed";

    private static final String PROTOCOL_VIOLATION = "08P01";

    private StoreSession() {}

    /** @throws SQLException with SQLSTATE 08P01 if a pooler is in between */
    static void prepare(Connection connection) throws SQLException {
        int promised = connection.unwrap(PGConnection.class).getBackendPID();
        Answer answer = SqlStatements.query(connection, StoreStatement.OWN_SESSION.sql(), Answer::read)
                .get(0);
        if (answer.pid() != promised) {
            throw poolerException(String.format(
                    Locale.ROOT,
                    "the backend %d answers, and the backend at the login was %d",
                    answer.pid(),
                    promised));
        }
        if (!answer.isInForce()) {
            throw poolerException("the settings of the startup packet are not in force");
        }
        if (answer.losesCommits()) {
            SqlStatements.update(connection, StoreStatement.KEEP_COMMITS.sql(), on -> {});
        }
    }

    private record Answer(int pid, String readOnly, String isolation, String synchronousCommit) {
        static Answer read(ResultSet row) throws SQLException {
            return new Answer(
                    row.getInt("pid"),
                    row.getString("read_only"),
                    row.getString("isolation"),
                    row.getString("synchronous_commit"));
        }

        boolean isInForce() {
            return READ_ONLY.equals(readOnly) && ISOLATION.equals(isolation);
        }

        boolean losesCommits() {
            return "off".equals(synchronousCommit);
        }
    }

    /** Returns true if a pooler such as PgBouncer rejected a setting of the startup packet. */
    static boolean isRejectedSetting(SQLException failure) {
        return PROTOCOL_VIOLATION.equals(failure.getSQLState())
                && String.valueOf(failure.getMessage()).contains("startup parameter");
    }

    /** Returns a failure without a cause, because logs name the root cause. */
    static SQLException poolerException(String sign) {
        return new SQLException(
                "a connection pooler is between this service and the log store, which needs sessions of its own;"
                        + " set spring.datasource.url to the address of the server (" + sign + ")",
                PROTOCOL_VIOLATION);
    }
}
