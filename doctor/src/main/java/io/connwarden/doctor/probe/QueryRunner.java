package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Reading;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.SqlStatements.RowReader;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The runner of queries on one session, each in a transaction with a pinned search_path that is rolled back. Behind a
 * pooler the session may have no settings of Connwarden, and none may stay in it. A failed query affects no other
 * query.
 */
record QueryRunner(Connection session) {
    private static final Parameters NONE = on -> {};

    /** Returns the single row of a statement without parameters. */
    <T> Reading<T> queryOne(String sql, RowReader<T> reader) {
        return capture(() -> first(sql, query(sql, NONE, reader)));
    }

    /** Returns the single row of a statement with a name as parameter. */
    <T> Reading<T> queryOne(String sql, String name, RowReader<T> reader) {
        return capture(() -> first(sql, query(sql, on -> on.setString(1, name), reader)));
    }

    <T> Reading<List<T>> queryAll(String sql, RowReader<T> reader) {
        return capture(() -> query(sql, NONE, reader));
    }

    <T> Reading<List<T>> queryAll(String sql, String name, RowReader<T> reader) {
        return capture(() -> query(sql, on -> on.setString(1, name), reader));
    }

    private <T> List<T> query(String sql, Parameters parameters, RowReader<T> reader) throws SQLException {
        session.setAutoCommit(false);
        try {
            SqlStatements.update(session, TargetStatement.PIN_SEARCH_PATH.sql(), NONE);
            return SqlStatements.query(session, sql, parameters, reader);
        } finally {
            session.rollback();
            session.setAutoCommit(true);
        }
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
