package io.connwarden.client;

import io.connwarden.client.query.Query;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Routers on the shared server, and statements outside a router. */
final class TestRouters {
    /** A bound for a broken test, not an expectation of speed. */
    static final Duration MAX_WAIT = Duration.ofMinutes(2);

    static {
        Awaitility.setDefaultTimeout(MAX_WAIT);
    }

    private TestRouters() {}

    static RouterSettingsBuilder settings(String application) {
        return RouterSettings.forUrl(url()).applicationName(application);
    }

    static String url() {
        return SharedInfrastructure.postgres().jdbcUrl("postgres");
    }

    /** Returns a query that returns the first column of the first row as a number. */
    static Query<Long> numberQuery(String sql) {
        return connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        };
    }

    static Query<Integer> updateQuery(String sql) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        };
    }

    /** Runs a query on a separate connection. */
    static long queryNumber(String sql) {
        try (Connection connection = DriverManager.getConnection(url())) {
            return numberQuery(sql).run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the number of sessions of an application, in both lanes, that meet a condition. */
    static long countSessions(String application, String condition) {
        return queryNumber("SELECT count(*) FROM pg_stat_activity WHERE (application_name = '" + application
                + "' OR application_name = '" + application + ":reserved') AND " + condition);
    }
}
