package io.connwarden.client;

import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More calls than threads that cancel, on a network where each cancel request blocks until the driver gives it up. */
class CrowdOnABrokenNetworkIT {
    private static final int CALLS = 24;

    /** Room for so many connections, which are opened one after the other. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Half of what it takes those who cancel to get through the crowd. */
    private static final Duration TAKEN_AWAY_WITHIN = Duration.ofSeconds(3);

    @Test
    void connections_are_taken_away_without_waiting_for_the_cancel_requests() {
        int port = SharedInfrastructure.postgres().port();
        try (Roadblock roadblock = Roadblock.put(4124);
                Relay relay = Relay.to(port);
                QueryRouter router =
                        QueryRouter.open(RouterSettings.forUrl(Routers.url().replace(":" + port, ":" + relay.port()))
                                .applicationName("crowd-it")
                                .maxConnections(48)
                                .abandonedAfter(Duration.ofMillis(300))
                                .build())) {
            QueryOptions options = QueryOptions.named("stuck").withTimeout(DEADLINE);
            long start = System.nanoTime();
            Background<Long> calls =
                    new Background<Long>().start(CALLS, () -> router.executeQuery(roadblock.query(), options));
            await().until(() -> roadblock.waiting() == CALLS);
            relay.swallowEverything();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            await().atMost(DEADLINE.plus(TAKEN_AWAY_WITHIN).minus(elapsed)).until(() -> calls.stillRunning() == 0);
        }
    }
}
