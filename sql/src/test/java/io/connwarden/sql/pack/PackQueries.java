package io.connwarden.sql.pack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs statements as a caller of the pack, each in a new session. */
final class PackQueries {
    private PackQueries() {}

    static List<Map<String, String>> rows(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new ServerErrorException(e);
        }
    }

    static List<Map<String, String>> rows(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return read(result);
        } catch (SQLException e) {
            throw new ServerErrorException(e);
        }
    }

    /** Sends a change and a query in one message, so that almost no time passes between both. */
    static List<Map<String, String>> rowsAfter(String change, String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(change + "; " + query);
            statement.getMoreResults();
            return read(statement.getResultSet());
        } catch (SQLException e) {
            throw new ServerErrorException(e);
        }
    }

    private static List<Map<String, String>> read(ResultSet result) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
            }
            rows.add(row);
        }
        return rows;
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new ServerErrorException(e);
        }
    }

    static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ServerErrorException(e);
        }
    }

    /** An error of the server with its message. */
    static final class ServerErrorException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ServerErrorException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
