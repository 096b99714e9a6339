package io.connwarden.doctor.probe;

import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.doctor.DoctorStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The backend that answered on a connection.
 *
 * @param now the server's clock
 * @param serverPort null over a Unix socket
 */
record AnsweringBackend(
        int pid, Instant start, Instant now, @Nullable Integer serverPort) {

    static AnsweringBackend of(Connection session) throws SQLException {
        return SqlStatements.query(session, DoctorStatement.CURRENT_BACKEND.sql(), AnsweringBackend::read)
                .get(0);
    }

    private static AnsweringBackend read(ResultSet row) throws SQLException {
        return new AnsweringBackend(
                row.getInt("pid"),
                Objects.requireNonNull(Timestamps.read(row, "backend_start")),
                Objects.requireNonNull(Timestamps.read(row, "now")),
                row.getObject("server_port", Integer.class));
    }
}
