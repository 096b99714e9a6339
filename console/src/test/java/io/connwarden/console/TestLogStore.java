package io.connwarden.console;

import io.connwarden.console.settings.ConsoleSettings.LogStoreSettings;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.SharedInfrastructure;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A log store in a database of its own, and a role that may only read it. */
public final class TestLogStore implements AutoCloseable {
    private static final PostgresServer SERVER = SharedInfrastructure.postgres();

    private final String database;
    private final String role;

    private TestLogStore(String database) {
        this.database = database;
        this.role = database + "_reader";
    }

    public static TestLogStore create(String database) throws Exception {
        TestLogStore store = new TestLogStore(database);
        run("postgres", "CREATE DATABASE " + database);
        try (InputStream migration = TestLogStore.class.getResourceAsStream("/db/migration/V1__log_store.sql")) {
            store.run(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
        }
        run("postgres", "CREATE ROLE " + store.role + " LOGIN");
        store.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + store.role);
        store.run("GRANT INSERT, DELETE ON saved_samples TO " + store.role);
        store.run("GRANT INSERT ON saved_actions TO " + store.role);
        return store;
    }

    /** Returns the settings of a console with this log store. */
    String[] arguments() {
        return new String[] {
            "--connwarden.console.log-store.url=" + SERVER.jdbcUrlWithoutUser(database),
            "--connwarden.console.log-store.username=" + role
        };
    }

    /** Returns the same settings without a console. */
    public LogStoreSettings settings() {
        return new LogStoreSettings(SERVER.jdbcUrlWithoutUser(database), role, "");
    }

    /** Opens a connection as the owner of the log store, to be closed. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(SERVER.jdbcUrl(database));
    }

    /** Returns the number of rows that a query counts. */
    public int count(String from) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    String role() {
        return role;
    }

    public void run(String sql) throws SQLException {
        run(database, sql);
    }

    private static void run(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        run("DROP OWNED BY " + role);
        run("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
        run("postgres", "DROP ROLE " + role);
    }
}
