package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More calls than cancel threads, on a network on which each cancel request blocks until it times out. */
class ManyCallsOnBrokenNetworkIT {
    private static final int CALLS = 24;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Test
    void connections_are_reclaimed_without_waiting_for_cancel_requests() {
        int port = SharedInfrastructure.postgres().port();
        try (TcpProxy proxy = TcpProxy.to(port);
                QueryRouter router = QueryRouter.open(
                        RouterSettings.forUrl(TestRouters.url().replace(":" + port, ":" + proxy.port()))
                                .applicationName("many-calls-it")
                                .maxConnections(48)
                                .abandonedTimeout(Duration.ofMillis(300))
                                .build())) {
            openConnections(router);
            try (AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(4124)) {
                QueryOptions options = QueryOptions.general("stuck").withTimeout(DEADLINE);
                TestThreads<Long> calls = new TestThreads<Long>()
                        .start(CALLS, () -> router.executeQuery(blocker.blockedQuery(), options));
                await().until(() -> blocker.waitingSessions() == CALLS);
                proxy.dropTraffic();
                await().until(() -> calls.runningCount() == 0);
            }
            // Each cancel thread blocks for about 2 s per request. The calls end before all requests were sent.
            assertThat(router.status().totals().cancelRequests()).isLessThan(CALLS);
            assertThat(router.status().totals().abandonedConnections()).isEqualTo(CALLS);
        }
    }

    /** Opens all connections before the deadline of a call matters. */
    private static void openConnections(QueryRouter router) {
        QueryOptions options = QueryOptions.general("warm").withTimeout(Duration.ofMinutes(5));
        TestThreads<Long> calls = new TestThreads<>();
        try (AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(4125)) {
            calls.start(CALLS, () -> router.executeQuery(blocker.blockedQuery(), options));
            await().until(() -> blocker.waitingSessions() == CALLS);
        }
        assertThat(calls.results()).hasSize(CALLS);
    }
}
