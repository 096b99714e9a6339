package io.connwarden.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The few lines of JDBC around one statement. Commits nothing: the connection's mode stays as it is. */
public final class SqlStatements {
    private static final Parameters NO_PARAMETERS = statement -> {};

    private SqlStatements() {}

    /** Sets the parameters of a statement, in the order of the question marks in its file. */
    @FunctionalInterface
    public interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads the row at which the result stands. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static <T> List<T> query(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        return query(connection, sql, NO_PARAMETERS, reader);
    }

    public static <T> List<T> query(Connection connection, String sql, Parameters parameters, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        }
    }

    /** Runs a statement that answers no rows and returns how many it touched. */
    public static int update(Connection connection, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bind(statement);
            return statement.executeUpdate();
        }
    }
}
