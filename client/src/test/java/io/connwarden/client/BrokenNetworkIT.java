package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that swallows everything: no answer comes, and no cancel request arrives. */
class BrokenNetworkIT {
    private static final Duration BRIEF = Duration.ofSeconds(5);

    private Roadblock roadblock;
    private Relay relay;
    private QueryRouter router;

    @BeforeEach
    void open() {
        Routers.execute("CREATE TABLE IF NOT EXISTS swallowed (id int)");
        roadblock = Roadblock.put(4104);
        int port = SharedInfrastructure.postgres().port();
        relay = Relay.to(port);
        router = QueryRouter.open(RouterSettings.forUrl(Routers.url().replace(":" + port, ":" + relay.port()))
                .applicationName("network-it")
                .maxConnections(4)
                .connectionTimeout(Duration.ofSeconds(1))
                .abandonedAfter(Duration.ofMillis(300))
                .build());
        warm();
    }

    /** So that whatever begins below finds its connection at once. */
    private void warm() {
        QueryOptions warm = QueryOptions.read("warm").withRetries(20);
        router.executeQuery(Routers.number("SELECT 1"), warm);
        router.executeHighPriorityQuery(Routers.number("SELECT 1"), warm);
        await().until(() -> router.status().standard().pool().idle() >= 2);
    }

    @AfterEach
    void close() {
        roadblock.close();
        router.close();
        relay.close();
    }

    @Test
    void a_call_ends_at_its_deadline_though_neither_server_nor_cancel_can_be_reached() {
        Background<Long> read = Background.run(() ->
                router.executeQuery(roadblock.query(), QueryOptions.read("read").withTimeout(BRIEF)));
        Background<Integer> write = Background.run(() -> router.executeQuery(
                Routers.update(
                        "INSERT INTO swallowed SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(4104)) AS waited"),
                QueryOptions.write("write").withTimeout(BRIEF)));
        await().until(() -> roadblock.waiting() == 2);
        relay.swallowEverything();

        assertThat(((QueryException) read.failure()).effect()).isEqualTo(Effect.NONE);
        assertThat(write.failure())
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(Effect.POSSIBLE));
        await().until(() -> router.status().standard().inFlight() == 0
                && router.status().reserved().inFlight() == 0);
        assertThat(router.status().totals().abandonedConnections()).isEqualTo(2);
    }

    @Test
    void a_new_call_ends_at_its_deadline_too_and_all_is_well_when_the_network_is() {
        assertThat(router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("before")))
                .isEqualTo(1);
        relay.swallowEverything();
        Background<Long> during = Background.run(() -> router.executeQuery(
                Routers.number("SELECT 2"), QueryOptions.read("during").withTimeout(BRIEF)));
        assertThat(during.failure()).isInstanceOf(QueryTimeoutException.class);
        relay.recover();
        assertThat(router.executeQuery(
                        Routers.number("SELECT 3"), QueryOptions.read("after").withRetries(20)))
                .isEqualTo(3);
    }
}
