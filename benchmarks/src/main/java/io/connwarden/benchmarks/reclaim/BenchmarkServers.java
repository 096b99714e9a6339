package io.connwarden.benchmarks.reclaim;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The servers of a run: the target with the database of the application, the log store, and Kafka. */
record BenchmarkServers(PostgresServer target, PostgresServer store, KafkaServer kafka) implements AutoCloseable {
    /** The database of the application. The sessions of Connwarden and of the observer are in another one. */
    private static final String DATABASE = "shop";

    private static final String OTHER_DATABASE = "postgres";

    /** Starts servers with a target on which the sessions occupy about 70 % of the slots. */
    static BenchmarkServers start(int sessions) throws SQLException {
        BenchmarkServers servers = new BenchmarkServers(
                PostgresServer.start(PostgresServerOptions.standard()
                        .withMaxConnections(sessions * 7 / 5 + 20)
                        .withSetting("shared_buffers", "64MB")
                        .withSetting("shared_preload_libraries", "pg_stat_statements")),
                PostgresServer.start(PostgresServerOptions.standard()),
                KafkaServer.start(KafkaServerOptions.standard()));
        try {
            servers.prepareTarget();
            return servers;
        } catch (SQLException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void prepareTarget() throws SQLException {
        try (Connection superuser = openTarget();
                Statement statement = superuser.createStatement()) {
            statement.execute(BenchmarkStatement.CREATE_DATABASE.sql());
            statement.execute(BenchmarkStatement.CREATE_ROLES.sql());
        }
    }

    /** Opens a session of the superuser on the target, outside the database of the application. */
    Connection openTarget() throws SQLException {
        return DriverManager.getConnection(target.jdbcUrl(OTHER_DATABASE));
    }

    /** Opens a session of the superuser on the log store. */
    Connection openStore() throws SQLException {
        return DriverManager.getConnection(store.jdbcUrl(OTHER_DATABASE));
    }

    /** Returns the URL of the database of the application, without a user. */
    String shopUrl() {
        return target.jdbcUrlWithoutUser(DATABASE);
    }

    /** Returns the URL of the other database of the target, without a user. */
    String targetUrl() {
        return target.jdbcUrlWithoutUser(OTHER_DATABASE);
    }

    String storeUrl() {
        return store.jdbcUrlWithoutUser(OTHER_DATABASE);
    }

    @Override
    public void close() {
        kafka.close();
        store.close();
        target.close();
    }
}
