package io.connwarden.standalone.environment;

import io.connwarden.embedded.server.StartFailedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The creation of databases on an embedded server. */
public final class Databases {
    private Databases() {}

    /**
     * Creates the database if it does not exist.
     *
     * @param name a lower-case constant that needs no quoting
     */
    public static void createIfMissing(String superuserUrl, String name) {
        try (Connection connection = DriverManager.getConnection(superuserUrl);
                Statement statement = connection.createStatement()) {
            if (!exists(connection, name)) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new StartFailedException(
                    "Database " + name + " could not be created on the embedded server: " + e.getMessage()
                            + ". The data may be damaged: choose another directory with --data-dir",
                    e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
