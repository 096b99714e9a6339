package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Reading;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.SqlStatements.RowReader;
import io.connwarden.sql.target.ConnectFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The runner of queries on one session, each in autocommit. A failed query affects no other query. */
record QueryRunner(Connection session) {
    private static final Parameters NONE = on -> {};

    /** Returns the single row of a statement without parameters. */
    <T> Reading<T> queryOne(String sql, RowReader<T> reader) {
        return capture(() -> first(sql, SqlStatements.query(session, sql, NONE, reader)));
    }

    /** Returns the single row of a statement with a name as parameter. */
    <T> Reading<T> queryOne(String sql, String name, RowReader<T> reader) {
        return capture(() -> first(sql, SqlStatements.query(session, sql, on -> on.setString(1, name), reader)));
    }

    <T> Reading<List<T>> queryAll(String sql, RowReader<T> reader) {
        return capture(() -> SqlStatements.query(session, sql, NONE, reader));
    }

    <T> Reading<List<T>> queryAll(String sql, String name, RowReader<T> reader) {
        return capture(() -> SqlStatements.query(session, sql, on -> on.setString(1, name), reader));
    }

    /** A query on the server. */
    @FunctionalInterface
    interface ProbeQuery<T> {
        T run() throws SQLException;
    }

    static <T> Reading<T> capture(ProbeQuery<T> query) {
        try {
            return new Reading.Success<>(query.run());
        } catch (SQLException e) {
            return new Reading.Failed<>(ConnectFailure.of(e));
        }
    }

    private static <T> T first(String sql, List<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            throw new SQLException(
                    "the query returned no row: " + sql.lines().findFirst().orElse(""), "02000");
        }
        return rows.get(0);
    }
}
