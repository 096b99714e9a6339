package io.connwarden.sql.pack;

import static io.connwarden.sql.pack.PackQueries.rows;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The pack in a schema of its own on a server that nobody else visits, as each test begins; removed at its end. */
final class PackOnServer implements AutoCloseable {
    static final String SCHEMA = "guard";
    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    final PostgresServer server;
    final String url;

    PackOnServer(PostgresServer server) {
        this.server = server;
        this.url = server.jdbcUrl("postgres");
        PackQueries.execute(url, "DO $$ BEGIN CREATE ROLE shop LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        await().atMost(MAX_WAIT)
                .until(
                        () -> rows(
                                        url,
                                        "SELECT count(*) AS n FROM pg_stat_activity WHERE backend_type = 'client backend'")
                                .get(0)
                                .get("n"),
                        "1"::equals);
    }

    static PackOnServer install(PostgresServer server) {
        PackOnServer there = new PackOnServer(server);
        there.pack("postgres").install(SCHEMA, false);
        return there;
    }

    SqlPack pack(String role) {
        return new SqlPack(TargetConnections.unpooled(
                TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), role, null), "connwarden-install-sql"));
    }

    /** Asks as the superuser, in the pack's schema. */
    List<Map<String, String>> query(String sql) {
        return rows(url, sql.replace("guard.", SCHEMA + "."));
    }

    /** The one value of the column {@code answer}. */
    String queryValue(String sql) {
        return query(sql).get(0).get("answer");
    }

    /** By the server's clock, so that the ages are what the test means them to be. */
    void awaitIdleFor(double seconds, int sessions) {
        await().atMost(MAX_WAIT)
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
