package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.PgBouncer;
import io.connwarden.testing.RequiredProgram;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A router behind a pooler in transaction mode, with one server session that all clients of the pooler share. */
class TransactionPoolerIT {
    private static PostgresServer server;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() throws Exception {
        RequiredProgram.check(PgBouncer.isInstalled(), "pgbouncer", "pgbouncer");
        server = PostgresServer.start(PostgresServerOptions.standard());
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN");
        }
        pooler = PgBouncer.start(
                server.port(),
                "transaction",
                List.of("app"),
                "ignore_startup_parameters = extra_float_digits",
                "default_pool_size = 1");
    }

    @AfterAll
    static void stop() throws Exception {
        if (pooler != null) {
            pooler.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void nothing_is_set_for_a_session_that_others_use_too() throws SQLException {
        String url = pooler.url() + "?user=app&prepareThreshold=0";
        try (QueryRouter router = QueryRouter.open(RouterSettings.forUrl(url)
                .applicationName("transaction-pooler-it")
                .maxConnections(4)
                .build())) {
            QueryOptions patient = QueryOptions.read("patient").withTimeout(Duration.ofMinutes(10));
            assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 5"), patient))
                    .isEqualTo(5);
            assertThat(router.executeTransaction(
                            TestRouters.numberQuery("SELECT 6"), QueryOptions.general("transaction")))
                    .isEqualTo(6);
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = other.createStatement();
                    var row = statement.executeQuery("SHOW statement_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0");
            }
        }
    }
}
