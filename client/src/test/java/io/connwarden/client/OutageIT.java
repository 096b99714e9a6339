package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.TestSessions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls during a restart, while the server is down, and while all of its slots are in use. */
class OutageIT {
    private static final int SLOTS = 12;
    private static PostgresServer server;
    private QueryRouter router;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(SLOTS)
                .withSetting("superuser_reserved_connections", "2"));
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN");
            statement.execute("CREATE TABLE written (id int)");
            statement.execute("GRANT ALL ON written TO app");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        router = open(6);
    }

    private static QueryRouter open(int connections) {
        return QueryRouter.open(RouterSettings.forUrl(server.jdbcUrlWithoutUser("postgres"))
                .user("app")
                .applicationName("outage-it")
                .maxConnections(connections)
                .reservedConnections(2)
                .fallbackDelay(Duration.ofMillis(200))
                .build());
    }

    @AfterEach
    void close() {
        router.close();
        server.start();
    }

    @Test
    void reads_survive_a_restart_and_writes_are_applied_once_or_reported() {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger uncertain = new AtomicInteger();
        AtomicInteger rounds = new AtomicInteger();
        AtomicBoolean restarted = new AtomicBoolean();
        TestThreads<Integer> readers = new TestThreads<Integer>().start(4, () -> {
            int count = 0;
            while (count < 200 || !restarted.get()) {
                assertThat(router.executeQuery(
                                TestRouters.numberQuery("SELECT 1"),
                                QueryOptions.read("read")
                                        .withTimeout(Duration.ofMinutes(4))
                                        .withRetryAttempts(100)))
                        .isEqualTo(1);
                count++;
                rounds.incrementAndGet();
            }
            return count;
        });
        TestThreads<Integer> writer = TestThreads.run(() -> {
            while (readers.runningCount() > 0) {
                write(written, uncertain);
            }
            return written.get();
        });
        await().until(() -> rounds.get() > 50 && written.get() > 0);
        try {
            server.restart();
        } finally {
            restarted.set(true);
        }

        assertThat(readers.results())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(200));
        writer.result();
        long inTable = router.executeQuery(
                TestRouters.numberQuery("SELECT count(*) FROM written"), QueryOptions.read("count"));
        assertThat(inTable).isBetween((long) written.get(), (long) written.get() + uncertain.get());
        assertThat(written.get()).isPositive();
    }

    private void write(AtomicInteger written, AtomicInteger uncertain) {
        try {
            router.executeQuery(TestRouters.updateQuery("INSERT INTO written VALUES (1)"), QueryOptions.write("write"));
            written.incrementAndGet();
        } catch (QueryException e) {
            if (e.effect() == FailureEffect.POSSIBLE) {
                uncertain.incrementAndGet();
            }
        }
    }

    @Test
    void the_deadline_covers_all_retries_while_the_server_is_down() {
        server.stop();
        long start = System.nanoTime();
        assertThatThrownBy(() -> router.executeQuery(
                        TestRouters.numberQuery("SELECT 1"),
                        QueryOptions.read("away")
                                .withTimeout(Duration.ofSeconds(2))
                                .withRetryAttempts(100)))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("'away'");
        // A hundred retries with a delay of up to 2 s would take minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Test
    void a_router_opened_while_the_server_is_down_connects_after_its_start() {
        server.stop();
        try (QueryRouter early = open(4)) {
            TestThreads<Long> read = TestThreads.run(() -> early.executeQuery(
                    TestRouters.numberQuery("SELECT 9"),
                    QueryOptions.read("early")
                            .withTimeout(Duration.ofMinutes(4))
                            .withRetryAttempts(100)));
            server.start();
            assertThat(read.result()).isEqualTo(9);
        }
    }

    @Test
    void on_a_full_server_the_reserved_lane_serves_and_low_priority_times_out() {
        router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
        await().until(() -> router.status().reserved().pool().total() == 2);
        await().until(() -> router.status().standard().pool().total() == 2);
        AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(server.jdbcUrl("postgres"), 4901);
        try (blocker;
                TestSessions crowd = TestSessions.idle(server.jdbcUrl("postgres"), SLOTS - 2 - 4, "crowd")) {
            assertThat(crowd.size()).isEqualTo(SLOTS - 2 - 4);
            assertThat(router.executeHighPriorityQuery(
                            TestRouters.numberQuery("SELECT 2"), QueryOptions.read("urgent")))
                    .isEqualTo(2);
            TestThreads<Long> holders = new TestThreads<Long>()
                    .start(
                            2,
                            () -> router.executeQuery(
                                    blocker.blockedQuery(),
                                    QueryOptions.read("holds").withTimeout(Duration.ofMinutes(4))));
            await().until(() -> blocker.waitingSessions() == 2);
            // Both standard connections are in use and the server rejects a third with 53300.
            assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 3"), QueryOptions.read("falls_back")))
                    .isEqualTo(3);
            assertThat(router.status().totals().fallbacks()).isPositive();
            assertThatThrownBy(() -> router.executeQuery(
                            TestRouters.numberQuery("SELECT 4"),
                            QueryOptions.batch("low").withTimeout(Duration.ofSeconds(1))))
                    .isInstanceOf(QueryTimeoutException.class);
            blocker.close();
            assertThat(holders.results()).hasSize(2);
        }
    }

    @Test
    void a_waiting_call_succeeds_when_a_full_server_has_free_slots() {
        router.close();
        TestThreads<Long> read;
        try (TestSessions crowd = TestSessions.idle(server.jdbcUrl("postgres"), SLOTS - 2, "crowd")) {
            assertThat(crowd.size()).isEqualTo(SLOTS - 2);
            router = open(6);
            read = TestThreads.run(() -> router.executeQuery(
                    TestRouters.numberQuery("SELECT 11"),
                    QueryOptions.read("patient")
                            .withTimeout(Duration.ofMinutes(4))
                            .withRetryAttempts(100)));
            await().until(() -> router.status().standard().running()
                            + router.status().reserved().running()
                    > 0);
            assertThat(read.runningCount()).isEqualTo(1);
        }
        assertThat(read.result()).isEqualTo(11);
    }
}
