package io.connwarden.sql.target;

import io.connwarden.embedded.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The roles of the tests. They are created once per server. */
final class Roles {
    static final String MONITOR = "cw_monitor";
    static final String ACTUATOR = "cw_actuator";
    static final String UNPRIVILEGED = "cw_nobody";
    static final String APPLICATION = "shop";
    static final String RESERVE = "cw_reserve";

    private Roles() {}

    static PostgresServer createOn(PostgresServer server) {
        StringBuilder statements = new StringBuilder();
        for (String role : new String[] {MONITOR, ACTUATOR, UNPRIVILEGED, APPLICATION, RESERVE}) {
            statements.append(
                    "DO $$ BEGIN CREATE ROLE " + role + " LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;");
        }
        statements.append("GRANT pg_monitor TO " + MONITOR + ", " + ACTUATOR + ", " + RESERVE + ";");
        statements.append("GRANT pg_signal_backend TO " + ACTUATOR + ", " + RESERVE);
        // One session for all statements, because a new session costs more than its statement.
        execute(server, statements.toString());
        return server;
    }

    static void execute(PostgresServer server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
