package io.connwarden.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The execution of statements on a given connection, without a commit or a change of its mode. */
public final class SqlStatements {
    private static final Parameters NO_PARAMETERS = statement -> {};

    private SqlStatements() {}

    /** The parameters of a statement, bound in the order of its question marks. */
    @FunctionalInterface
    public interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** A mapping of the current row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Executes a query without parameters and returns its rows. */
    public static <T> List<T> query(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        return query(connection, sql, NO_PARAMETERS, reader);
    }

    /** Executes a query and returns its rows. */
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

    /** Executes a statement without a result and returns the number of affected rows. */
    public static int update(Connection connection, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bind(statement);
            return statement.executeUpdate();
        }
    }
}
