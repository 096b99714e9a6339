package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that drops all traffic: the server does not answer, and cancel requests do not arrive. */
class BrokenNetworkIT {
    private static final Duration BRIEF = Duration.ofSeconds(10);
    /** More attempts than fit into the deadline, at one second for each connection. */
    private static final int MANY_RETRY_ATTEMPTS = 20;

    private AdvisoryLockBlocker blocker;
    private TcpProxy proxy;
    private QueryRouter router;

    @BeforeEach
    void open() {
        TestRouters.execute("CREATE TABLE IF NOT EXISTS swallowed (id int)");
        blocker = AdvisoryLockBlocker.lock(4104);
        int port = SharedInfrastructure.postgres().port();
        proxy = TcpProxy.to(port);
        router = QueryRouter.open(RouterSettings.forUrl(TestRouters.url().replace(":" + port, ":" + proxy.port()))
                .applicationName("network-it")
                .maxConnections(4)
                .connectionTimeout(Duration.ofSeconds(1))
                .abandonedTimeout(Duration.ofMillis(300))
                .build());
        warm();
    }

    /** Opens the connections, so that the calls of a test acquire theirs immediately. */
    private void warm() {
        QueryOptions warm = QueryOptions.read("warm").withRetryAttempts(20);
        router.executeQuery(TestRouters.numberQuery("SELECT 1"), warm);
        router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), warm);
        await().until(() -> router.status().standard().pool().idle() >= 2);
    }

    @AfterEach
    void close() {
        blocker.close();
        router.close();
        proxy.close();
    }

    @Test
    void a_call_ends_at_its_deadline_if_server_and_cancel_request_are_unreachable() {
        TestThreads<Long> read = TestThreads.run(() -> router.executeQuery(
                blocker.blockedQuery(), QueryOptions.read("read").withTimeout(BRIEF)));
        TestThreads<Integer> write = TestThreads.run(() -> router.executeQuery(
                TestRouters.updateQuery(
                        "INSERT INTO swallowed SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(4104)) AS waited"),
                QueryOptions.write("write").withTimeout(BRIEF)));
        await().until(() -> blocker.waitingSessions() == 2);
        proxy.dropTraffic();

        assertThat(((QueryException) read.failure()).effect()).isEqualTo(FailureEffect.NONE);
        assertThat(write.failure())
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(FailureEffect.POSSIBLE));
        await().until(() -> router.status().standard().running() == 0
                && router.status().reserved().running() == 0);
        assertThat(router.status().totals().abandonedConnections()).isEqualTo(2);
    }

    @Test
    void a_call_on_a_broken_network_times_out_and_the_next_succeeds_after_recovery() {
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("before")))
                .isEqualTo(1);
        proxy.dropTraffic();
        TestThreads<Long> during = TestThreads.run(() -> router.executeQuery(
                TestRouters.numberQuery("SELECT 2"),
                QueryOptions.read("during").withTimeout(BRIEF).withRetryAttempts(MANY_RETRY_ATTEMPTS)));
        assertThat(during.failure()).isInstanceOf(QueryTimeoutException.class);
        proxy.restoreTraffic();
        assertThat(router.executeQuery(
                        TestRouters.numberQuery("SELECT 3"),
                        QueryOptions.read("after").withRetryAttempts(MANY_RETRY_ATTEMPTS)))
                .isEqualTo(3);
    }
}
