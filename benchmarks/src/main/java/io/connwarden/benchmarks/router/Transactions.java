package io.connwarden.benchmarks.router;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of the benchmark. */
final class Transactions {
    private final double seconds;

    /**
     * Creates the statements.
     *
     * @param millis time that the server spends in a transaction, in milliseconds
     */
    Transactions(int millis) {
        seconds = millis / 1000.0;
    }

    /** Runs the work of one transaction; the caller commits. */
    int work(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RouterStatement.WAIT.sql())) {
            statement.setDouble(1, seconds);
            return single(statement);
        }
    }

    static int login(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RouterStatement.LOG_IN.sql())) {
            return single(statement);
        }
    }

    private static int single(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
