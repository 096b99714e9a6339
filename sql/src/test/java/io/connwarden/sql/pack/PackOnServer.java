package io.connwarden.sql.pack;

import static io.connwarden.sql.pack.PackQueries.rows;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The pack in the schema {@link #SCHEMA} of a server without other sessions. As a JUnit extension it installs the pack
 * before each test and removes it afterwards.
 */
final class PackOnServer implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    static final String SCHEMA = "guard";
    static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final String CLIENT_COUNT =
            "SELECT count(*) AS n FROM pg_stat_activity WHERE backend_type = 'client backend'";

    final PostgresServer server;
    final String url;

    PackOnServer(PostgresServer server) {
        this.server = server;
        this.url = server.jdbcUrl("postgres");
    }

    /** Prepares the server without installing the pack. */
    static PackOnServer prepare(PostgresServer server) {
        PackOnServer pack = new PackOnServer(server);
        pack.prepareServer();
        return pack;
    }

    static PackOnServer install(PostgresServer server) {
        PackOnServer pack = prepare(server);
        pack.pack("postgres").install(SCHEMA, false);
        return pack;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        prepareServer();
        pack("postgres").install(SCHEMA, false);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private void prepareServer() {
        try (Connection connection = DriverManager.getConnection(url)) {
            PackQueries.execute(
                    connection, "DO $$ BEGIN CREATE ROLE shop LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
            await().atMost(MAX_WAIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> rows(connection, CLIENT_COUNT).get(0).get("n"), "1"::equals);
        } catch (SQLException e) {
            throw new PackQueries.ServerErrorException(e);
        }
    }

    SqlPack pack(String role) {
        return new SqlPack(TargetConnections.unpooled(
                TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), role, null), "connwarden-install-sql"));
    }

    /** Runs a query as the superuser. */
    List<Map<String, String>> query(String sql) {
        return rows(url, sql);
    }

    /** Returns the only value of the column {@code answer}. */
    String queryValue(String sql) {
        return query(sql).get(0).get("answer");
    }

    /** Waits until the sessions are idle for the given time by the clock of the server. */
    void awaitIdleFor(double seconds, int sessions) {
        await().atMost(MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .until(() -> query("SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' "
                                        + "AND state = 'idle' AND clock_timestamp() - state_change > interval '"
                                        + seconds + " s'")
                                .size()
                        >= sessions);
    }

    void set(String setting, String value) {
        PackQueries.execute(url, "UPDATE guard.settings SET value = '" + value + "' WHERE name = '" + setting + "'");
    }

    boolean isInstalled() {
        return !rows(url, "SELECT WHERE to_regprocedure('guard.pack_version()') IS NOT NULL")
                .isEmpty();
    }

    @Override
    public void close() {
        if (isInstalled()) {
            pack("postgres").uninstall(SCHEMA, false);
        }
    }
}
