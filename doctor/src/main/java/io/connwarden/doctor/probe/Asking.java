package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.sql.SqlCall;
import io.connwarden.sql.SqlCall.Parameters;
import io.connwarden.sql.SqlCall.RowReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Puts questions on one session, one statement each in autocommit; whatever goes wrong with one stays with it. */
record Asking(Connection session) {
    private static final Parameters NONE = on -> {};

    /** The one row of a statement without parameters. */
    <T> Answer<T> one(String sql, RowReader<T> reader) {
        return answered(() -> first(SqlCall.rows(session, sql, NONE, reader)));
    }

    /** The one row about something that is named. */
    <T> Answer<T> one(String sql, String name, RowReader<T> reader) {
        return answered(() -> first(SqlCall.rows(session, sql, on -> on.setString(1, name), reader)));
    }

    <T> Answer<List<T>> all(String sql, RowReader<T> reader) {
        return answered(() -> SqlCall.rows(session, sql, NONE, reader));
    }

    <T> Answer<List<T>> all(String sql, String name, RowReader<T> reader) {
        return answered(() -> SqlCall.rows(session, sql, on -> on.setString(1, name), reader));
    }

    /** A question to the server. */
    @FunctionalInterface
    interface Put<T> {
        T ask() throws SQLException;
    }

    static <T> Answer<T> answered(Put<T> question) {
        try {
            return new Answer.Given<>(question.ask());
        } catch (SQLException e) {
            return new Answer.Refused<>(Refusals.of(e));
        }
    }

    private static <T> T first(List<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            throw new SQLException("there is no such row", "02000");
        }
        return rows.get(0);
    }
}
