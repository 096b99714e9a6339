package io.connwarden.standalone.doctor;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** The session that a drill terminates. Its application name is not one of the protected names of Connwarden. */
record DrillSession(Connection connection, SessionId id) implements AutoCloseable {

    static DrillSession open(TargetSettings target, String application) throws SQLException {
        Connection connection = TargetConnections.openUnchecked(target, target.credentials(), application);
        try {
            return new DrillSession(connection, readIdentity(connection));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static SessionId readIdentity(Connection connection) throws SQLException {
        return SqlStatements.query(
                        connection,
                        DoctorStatement.CURRENT_BACKEND.sql(),
                        row -> new SessionId(
                                row.getInt("pid"), Objects.requireNonNull(Timestamps.read(row, "backend_start"))))
                .get(0);
    }

    /** Returns true if the server has terminated the session. */
    boolean isTerminated() {
        try {
            return !readIdentity(connection).equals(id);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
