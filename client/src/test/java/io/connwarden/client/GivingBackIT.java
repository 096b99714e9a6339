package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The query is over, but its connection must still be put right, and the server no longer answers. */
class GivingBackIT {
    private static final QueryOptions BRIEF = QueryOptions.read("isolated").withTimeout(Duration.ofSeconds(5));

    private Relay relay;
    private QueryRouter router;

    @BeforeEach
    void open() {
        int port = SharedInfrastructure.postgres().port();
        relay = Relay.to(port);
        router = QueryRouter.open(RouterSettings.forUrl(Routers.url().replace(":" + port, ":" + relay.port()))
                .applicationName("giving-back-it")
                .maxConnections(2)
                .reservedConnections(1)
                .fallbackConnections(0)
                .abandonedAfter(Duration.ofMillis(300))
                .build());
        router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        router.close();
        relay.close();
    }

    @Test
    void a_connection_that_cannot_be_put_right_in_time_is_taken_away_and_its_place_given_on() {
        // HikariCP asks the server to undo an isolation that the query has set.
        Query<Integer> isolated = connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            relay.swallowEverything();
            return 7;
        };
        assertThat(Background.run(() -> router.executeQuery(isolated, BRIEF)).answer())
                .isEqualTo(7);
        await().until(() -> router.status().standard().inFlight() == 0);
        assertThat(router.status().totals().abandonedConnections()).isEqualTo(1);

        relay.recover();
        assertThat(router.executeQuery(Routers.number("SELECT 2"), QueryOptions.read("next")))
                .isEqualTo(2);
        assertThat(router.status().standard().inFlight()).isZero();
    }
}
