package io.connwarden.client;

import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More calls than threads that cancel, on a network where each cancel request blocks until the driver gives it up. */
class ManyCallsOnBrokenNetworkIT {
    private static final int CALLS = 24;

    /** Room for so many connections, which are opened one after the other. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Half of what it takes those who cancel to get through the crowd. */
    private static final Duration MAX_EVICTION_DELAY = Duration.ofSeconds(3);

    @Test
    void connections_are_evicted_without_waiting_for_cancel_requests() {
        int port = SharedInfrastructure.postgres().port();
        try (AdvisoryLockBlocker roadblock = AdvisoryLockBlocker.lock(4124);
                TcpProxy relay = TcpProxy.to(port);
                QueryRouter router = QueryRouter.open(
                        RouterSettings.forUrl(TestRouters.url().replace(":" + port, ":" + relay.port()))
                                .applicationName("crowd-it")
                                .maxConnections(48)
                                .abandonedTimeout(Duration.ofMillis(300))
                                .build())) {
            QueryOptions options = QueryOptions.named("stuck").withTimeout(DEADLINE);
            long start = System.nanoTime();
            TestThreads<Long> calls =
                    new TestThreads<Long>().start(CALLS, () -> router.executeQuery(roadblock.blockedQuery(), options));
            await().until(() -> roadblock.waitingSessions() == CALLS);
            relay.dropTraffic();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            await().atMost(DEADLINE.plus(MAX_EVICTION_DELAY).minus(elapsed)).until(() -> calls.runningCount() == 0);
        }
    }
}
