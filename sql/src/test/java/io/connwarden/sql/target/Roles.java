package io.connwarden.sql.target;

import io.connwarden.embedded.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The roles with which a server is visited in tests. Made once per server; asking again does no harm. */
final class Roles {
    static final String MONITOR = "cw_monitor";
    static final String ACTUATOR = "cw_actuator";
    static final String NOBODY = "cw_nobody";
    static final String APPLICATION = "shop";
    static final String RESERVE = "cw_reserve";

    private Roles() {}

    static PostgresServer ensuredOn(PostgresServer server) {
        for (String role : new String[] {MONITOR, ACTUATOR, NOBODY, APPLICATION, RESERVE}) {
            sql(server, "DO $$ BEGIN CREATE ROLE " + role + " LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        }
        sql(server, "GRANT pg_monitor TO " + MONITOR + ", " + ACTUATOR + ", " + RESERVE);
        sql(server, "GRANT pg_signal_backend TO " + ACTUATOR + ", " + RESERVE);
        return server;
    }

    static void sql(PostgresServer server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
