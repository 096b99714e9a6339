package io.connwarden.standalone.campaign;

import io.connwarden.testing.FreezableProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The target behind a proxy for the services. The workload and the observer connect to it directly. */
final class CampaignTarget implements AutoCloseable {
    static final String ID = "orders";
    static final String APPLICATION_ROLE = "app";
    static final String MONITOR_ROLE = "guard_monitor";
    static final String ACTUATOR_ROLE = "guard_actuator";

    /** Pids are taken from 300 to this number. */
    static final int MAX_PID = 480;

    private final IsolatedPostgres server;
    private final FreezableProxy proxy;

    private CampaignTarget(IsolatedPostgres server) {
        this.server = server;
        this.proxy = FreezableProxy.to(server.port());
    }

    static CampaignTarget start(Path directory) throws SQLException {
        IsolatedPostgres server = IsolatedPostgres.start(
                directory,
                MAX_PID,
                List.of(
                        "max_connections=110",
                        "log_line_prefix=" + TargetLog.LINE_PREFIX,
                        "log_connections=on",
                        "log_disconnections=on"));
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + APPLICATION_ROLE + " LOGIN");
            statement.execute("CREATE ROLE " + MONITOR_ROLE + " LOGIN IN ROLE pg_monitor");
            statement.execute("CREATE ROLE " + ACTUATOR_ROLE + " LOGIN IN ROLE pg_monitor, pg_signal_backend");
        }
        return new CampaignTarget(server);
    }

    FreezableProxy proxy() {
        return proxy;
    }

    /** Returns the URL for the services, without a user. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres";
    }

    IsolatedPostgres server() {
        return server;
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
