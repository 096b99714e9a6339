package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A query that has ended, and a server that does not answer while its connection is reset. */
class ConnectionReturnIT {
    private static final QueryOptions BRIEF = QueryOptions.read("isolated").withTimeout(Duration.ofSeconds(10));

    private TcpProxy proxy;
    private QueryRouter router;

    @BeforeEach
    void open() {
        int port = SharedInfrastructure.postgres().port();
        proxy = TcpProxy.to(port);
        router = QueryRouter.open(RouterSettings.forUrl(TestRouters.url().replace(":" + port, ":" + proxy.port()))
                .applicationName("giving-back-it")
                .maxConnections(2)
                .reservedConnections(1)
                .fallbackConnections(0)
                .abandonedTimeout(Duration.ofMillis(300))
                .build());
        router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        router.close();
        proxy.close();
    }

    @Test
    void a_connection_that_cannot_be_reset_in_time_is_evicted_and_its_permit_released() {
        // HikariCP resets the isolation level on the server.
        Query<Integer> isolated = connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            proxy.dropTraffic();
            return 7;
        };
        assertThat(TestThreads.run(() -> router.executeQuery(isolated, BRIEF)).result())
                .isEqualTo(7);
        await().until(() -> router.status().standard().running() == 0);
        assertThat(router.status().totals().abandonedConnections()).isEqualTo(1);

        proxy.restoreTraffic();
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 2"), QueryOptions.read("next")))
                .isEqualTo(2);
        assertThat(router.status().standard().running()).isZero();
    }
}
