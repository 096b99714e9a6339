package io.connwarden.standalone.demo;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.standalone.environment.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The target server of the demo: 100 connections, 5 of them reserved, and the roles of a production server. The role of
 * the monitor can read sessions, the role of the actuator can signal them. Neither is a superuser.
 */
final class DemoTarget {
    static final String ID = "shop-db";
    private static final String DATABASE = "shop";
    private static final String APPLICATION_ROLE = "shop";
    private static final Map<String, String> ROLES = Map.of(
            "connwarden_monitor",
            "pg_monitor",
            "connwarden_actuator",
            "pg_monitor, pg_signal_backend, pg_use_reserved_connections",
            APPLICATION_ROLE,
            "");

    private final PostgresServer server;

    private DemoTarget(PostgresServer server) {
        this.server = server;
    }

    static PostgresServer start(int port, Path directory, boolean fresh) {
        return PostgresServer.start(PostgresServerOptions.standard()
                .withPort(port, "--target-port")
                .withDirectory(directory)
                .fresh(fresh)
                .withMaxConnections(100)
                .withSetting("superuser_reserved_connections", "3")
                .withSetting("reserved_connections", "2"));
    }

    /** Creates the database and the roles where an earlier run has not. */
    static DemoTarget prepare(PostgresServer server) {
        Databases.createIfMissing(server.jdbcUrl("postgres"), DATABASE);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> role : ROLES.entrySet()) {
                statement.execute(createRoleStatement(role.getKey()));
                if (!role.getValue().isEmpty()) {
                    statement.execute("GRANT " + role.getValue() + " TO " + role.getKey());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the roles of the demo", e);
        }
        return new DemoTarget(server);
    }

    private static String createRoleStatement(String name) {
        return """
                DO $$ BEGIN
                  CREATE ROLE %s LOGIN;
                EXCEPTION WHEN duplicate_object THEN NULL;
                END $$
                """.formatted(name);
    }

    /** Returns the URL for applications, including their user. */
    String applicationUrl() {
        return url() + "?user=" + APPLICATION_ROLE;
    }

    /** Returns the psql command for the server. */
    String psql() {
        return "psql -h 127.0.0.1 -p " + server.port() + " -U postgres " + DATABASE;
    }

    String url() {
        return server.jdbcUrlWithoutUser(DATABASE);
    }

    /** Returns the URL of the server at a port, before its start. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Returns the block {@code connwarden.targets[0]} of a service with this role. */
    static Map<String, String> properties(String url, String role) {
        return Map.of(
                "connwarden.targets[0].id", ID,
                "connwarden.targets[0].url", url,
                "connwarden.targets[0].user", role);
    }
}
