package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.APPLICATION_ROLE;
import static io.connwarden.actuator.ActuatorTestEnvironment.MAX_WAIT;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server of 30 connections with a table {@code goods}, for sessions that block each other. */
record GoodsServer(PostgresServer target, JdbcTemplate superuser) implements AutoCloseable {

    static GoodsServer start() {
        PostgresServer target = PostgresServer.start(
                PostgresServerOptions.standard().withMaxConnections(30).withSetting("max_prepared_transactions", "2"));
        ActuatorTestEnvironment.createRoles(target);
        return new GoodsServer(target, ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres")));
    }

    void createTable() {
        superuser.execute("CREATE TABLE goods (id int)");
        superuser.execute("INSERT INTO goods VALUES (1)");
        superuser.execute("ALTER TABLE goods OWNER TO " + APPLICATION_ROLE);
    }

    /** Drops the table. The transaction of a failed test would hold its lock on the table for ever. */
    void dropTable() {
        superuser
                .queryForList("SELECT gid FROM pg_prepared_xacts", String.class)
                .forEach(gid -> superuser.execute("ROLLBACK PREPARED '" + gid + "'"));
        superuser.queryForList("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = '"
                + APPLICATION_ROLE + "'");
        superuser.execute("DROP TABLE goods");
    }

    /** Returns the setting of the actuator for this server. */
    String targetSetting() {
        return "connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres");
    }

    String applicationUrl() {
        return target.jdbcUrlWithoutUser("postgres") + "?user=" + APPLICATION_ROLE;
    }

    /** Opens a session of the application that runs a statement. */
    TestSessions running(String application, String statement) {
        return TestSessions.running(applicationUrl(), 1, application, statement);
    }

    /** Opens a session that waits for the end of an exchange on the table. */
    UnfinishedExchange unfinished() {
        UnfinishedExchange exchange =
                UnfinishedExchange.withoutSync(target.port(), APPLICATION_ROLE, "worker", "SELECT * FROM goods");
        awaitCount(
                1,
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'ClientRead' AND state = 'active'"
                        + " AND pid = " + exchange.pid());
        return exchange;
    }

    void awaitCount(int count, String query) {
        await().atMost(MAX_WAIT)
                .until(() -> superuser.queryForObject(query, Integer.class), Integer.valueOf(count)::equals);
    }

    @Override
    public void close() {
        target.close();
    }
}
