package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.contracts.message.HealthStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways in which a call ends without success: timeout, interrupt, cancel, abandonment and close. */
class CallOutcomesIT {
    private static final String APPLICATION = "outcomes-it";
    private static final QueryOptions BRIEF = QueryOptions.read("brief").withTimeout(Duration.ofMillis(800));

    private static final QueryOptions INSERTS_FIRST = BRIEF.withTimeout(Duration.ofSeconds(3));

    private static final QueryOptions HOLDS = QueryOptions.read("holds").withTimeout(Duration.ofMinutes(5));

    private static final Duration ABANDONED_TIMEOUT = Duration.ofSeconds(1);

    private QueryRouter router;
    private AdvisoryLockBlocker blocker;

    @BeforeEach
    void open() {
        TestRouters.execute("DROP TABLE IF EXISTS endings");
        TestRouters.execute("CREATE TABLE endings (id int)");
        blocker = AdvisoryLockBlocker.lock(4103);
        router = QueryRouter.open(TestRouters.settings(APPLICATION)
                .maxConnections(4)
                .reservedConnections(2)
                .fallbackConnections(0)
                .abandonedTimeout(ABANDONED_TIMEOUT)
                .build());
        router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
        router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        blocker.close();
        router.close();
    }

    @Test
    void a_timeout_cancels_the_statement_and_keeps_the_connection_usable() {
        AtomicInteger timeouts = new AtomicInteger();
        // Repeated, because on a busy machine the deadline may expire before the statement reaches the server.
        await().until(() -> {
            assertThatThrownBy(() -> router.executeQuery(blocker.blockedQuery(), BRIEF))
                    .isInstanceOfSatisfying(
                            QueryTimeoutException.class,
                            e -> assertThat(e.effect()).isEqualTo(FailureEffect.NONE))
                    .hasMessageContaining("'brief' timed out after 800 ms");
            timeouts.incrementAndGet();
            return router.status().totals().cancelRequests() > 0;
        });
        await().until(() -> blocker.waitingSessions() == 0);
        await().until(() -> TestRouters.countSessions(APPLICATION, "state = 'active'") == 0);
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("next")))
                .isEqualTo(1);
        assertThat(router.status().totals().timeouts()).isEqualTo(timeouts.get());
    }

    @Test
    void a_timeout_rolls_the_transaction_back() {
        AtomicInteger inserted = new AtomicInteger();
        await().until(() -> {
            assertThatThrownBy(() -> router.executeTransaction(
                            connection -> {
                                inserted.addAndGet(TestRouters.updateQuery("INSERT INTO endings VALUES (1)")
                                        .run(connection));
                                return blocker.blockedQuery().run(connection);
                            },
                            INSERTS_FIRST))
                    .isInstanceOfSatisfying(
                            QueryTimeoutException.class,
                            e -> assertThat(e.effect()).isEqualTo(FailureEffect.NONE));
            return inserted.get() > 0;
        });
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM endings")).isZero();
        await().until(() -> TestRouters.countSessions(APPLICATION, "state LIKE 'idle in transaction%'") == 0);
    }

    @Test
    void a_transaction_whose_own_code_was_too_slow_is_not_committed() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger inserted = new AtomicInteger();
        await().until(() -> {
            assertThatThrownBy(() -> router.executeTransaction(
                            connection -> {
                                inserted.addAndGet(TestRouters.updateQuery("INSERT INTO endings VALUES (1)")
                                        .run(connection));
                                return awaitLatch(never, Duration.ofMillis(3100), 1);
                            },
                            INSERTS_FIRST))
                    .isInstanceOf(QueryTimeoutException.class);
            return inserted.get() > 0;
        });
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM endings")).isZero();
    }

    @Test
    void pooled_sessions_have_a_server_side_statement_timeout() {
        assertThat(router.executeQuery(CallOutcomesIT::statementTimeout, QueryOptions.read("standard")))
                .isEqualTo("2min");
        assertThat(router.executeTransaction(CallOutcomesIT::statementTimeout, QueryOptions.general("reserved")))
                .isEqualTo("2min");
    }

    @Test
    void a_longer_deadline_raises_statement_timeout_for_one_call_only() {
        QueryOptions patient = QueryOptions.read("patient").withTimeout(Duration.ofMinutes(10));
        assertThat(router.executeQuery(CallOutcomesIT::statementTimeout, patient))
                .isEqualTo("10min");
        assertThat(router.executeTransaction(CallOutcomesIT::statementTimeout, patient))
                .isEqualTo("10min");
        for (int i = 0; i < 4; i++) {
            assertThat(router.executeQuery(CallOutcomesIT::statementTimeout, QueryOptions.read("after")))
                    .isEqualTo("2min");
            assertThat(router.executeTransaction(CallOutcomesIT::statementTimeout, QueryOptions.general("after")))
                    .isEqualTo("2min");
        }
    }

    @Test
    void an_interrupt_cancels_the_running_statement_and_keeps_the_interrupt_flag() {
        TestThreads<Boolean> query = TestThreads.run(() -> {
            try {
                router.executeQuery(blocker.blockedQuery(), QueryOptions.read("running"));
                return false;
            } catch (QueryInterruptedException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        await().until(() -> blocker.waitingSessions() == 1);
        query.thread().interrupt();
        assertThat(query.result()).isTrue();
        assertThat(blocker.waitingSessions()).isZero();
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_permit_and_the_wait_in_the_queue() {
        TestThreads<Long> holders =
                new TestThreads<Long>().start(3, () -> router.executeHighPriorityQuery(blocker.blockedQuery(), HOLDS));
        TestThreads<Long> low =
                TestThreads.run(() -> router.executeQuery(blocker.blockedQuery(), QueryOptions.batch("low")));
        await().until(() -> blocker.waitingSessions() == 4);
        TestThreads<Long> atLimiter = TestThreads.run(() ->
                router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("at_limiter")));
        TestThreads<Long> inQueue = TestThreads.run(
                () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("in_queue")));
        await().until(() ->
                router.status().reserved().waiting() == 1 && router.status().queueLength() == 1);
        atLimiter.thread().interrupt();
        inQueue.thread().interrupt();
        assertThat(atLimiter.failure()).isInstanceOf(QueryInterruptedException.class);
        assertThat(inQueue.failure()).isInstanceOf(QueryInterruptedException.class);
        assertThat(router.status().reserved().waiting()).isZero();
        assertThat(router.status().queueLength()).isZero();
        blocker.close();
        assertThat(holders.results()).hasSize(3);
        assertThat(low.result()).isEqualTo(7);
    }

    @Test
    void an_abandoned_connection_is_detected_reported_and_replaced() {
        CountDownLatch release = new CountDownLatch(1);
        TestThreads<Integer> holder = holdUntilAbandoned(release);

        AbandonedConnection found = router.status().abandonedConnections().get(0);
        assertThat(found.queryName()).isEqualTo("holder");
        assertThat(found.heldFor()).isGreaterThan(ABANDONED_TIMEOUT);
        assertThat(found.stackTrace()).anyMatch(frame -> frame.getMethodName().equals("holdConnection"));
        await().until(() -> router.status().standard().running() == 0);
        assertThat(new TestThreads<Long>()
                        .start(
                                2,
                                () -> router.executeQuery(
                                        TestRouters.numberQuery("SELECT 1"), QueryOptions.read("next")))
                        .results())
                .containsOnly(1L);

        release.countDown();
        assertThat(holder.failure()).isInstanceOf(QueryTimeoutException.class);
        assertThat(router.status().standard().running()).isZero();
        assertThat(router.status().standard().pool().total()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_transaction_opened_by_a_BEGIN_statement_and_left_open_is_rolled_back() {
        router.executeQuery(TestRouters.updateQuery("BEGIN"), QueryOptions.read("begins"));
        await().until(() -> TestRouters.countSessions(APPLICATION, "state LIKE 'idle in transaction%'") == 0);
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("next")))
                .isEqualTo(1);
    }

    @Test
    void a_commit_inside_executeTransaction_is_the_end_of_the_transaction() {
        TestRouters.execute("DROP TABLE IF EXISTS joined_commit; CREATE TABLE joined_commit (i int)");
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            connection.setAutoCommit(false);
                            connection.createStatement().execute("INSERT INTO joined_commit VALUES (1)");
                            connection.commit();
                            throw new IllegalStateException("after the commit");
                        },
                        QueryOptions.general("commits")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM joined_commit"))
                .isEqualTo(1);
    }

    @Test
    void cancelling_an_asynchronous_call_cancels_its_statement() {
        CompletableFuture<Long> future =
                router.executeQueryAsync(blocker.blockedQuery(), QueryOptions.read("cancelled"));
        await().until(() -> blocker.waitingSessions() == 1);
        assertThat(future.cancel(true)).isTrue();
        await().until(() -> blocker.waitingSessions() == 0);
        await().until(() -> router.status().standard().running() == 0);
    }

    @Test
    void an_asynchronous_call_that_never_starts_ends_at_its_deadline() {
        AtomicInteger attempts = new AtomicInteger();
        Query<Integer> counted = connection -> attempts.incrementAndGet();
        CompletableFuture<Long> first = router.executeQueryAsync(blocker.blockedQuery(), QueryOptions.batch("first"));
        await().until(() -> blocker.waitingSessions() == 1);
        CompletableFuture<Integer> late =
                router.executeQueryAsync(counted, QueryOptions.batch("late").withTimeout(Duration.ofMillis(200)));
        assertThatThrownBy(late::join).hasCauseInstanceOf(QueryTimeoutException.class);
        assertThat(router.status().queueLength()).isZero();
        blocker.close();
        assertThat(first.join()).isEqualTo(7);
        assertThat(attempts).hasValue(0);
    }

    @Test
    void cancelling_an_asynchronous_call_ends_its_wait_for_a_permit() {
        TestThreads<Long> holders =
                new TestThreads<Long>().start(4, () -> router.executeHighPriorityQuery(blocker.blockedQuery(), HOLDS));
        await().until(() -> blocker.waitingSessions() == 4);
        CompletableFuture<Long> future =
                router.executeHighPriorityQueryAsync(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("waits"));
        await().until(() -> router.status().reserved().waiting() == 1);
        future.cancel(true);
        await().until(() -> router.status().reserved().waiting() == 0);
        await().until(() -> router.status().totals().interrupted() == 1);
        assertThat(holders.runningCount()).isEqualTo(4);
        blocker.close();
        assertThat(holders.results()).hasSize(4);
    }

    @Test
    void a_slow_future_callback_does_not_delay_other_deadlines() {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Long> first = router.executeQueryAsync(blocker.blockedQuery(), QueryOptions.batch("first"));
        await().until(() -> blocker.waitingSessions() == 1);
        CompletableFuture<Integer> slow = router.executeQueryAsync(
                        blocker.blockedQuery(), QueryOptions.batch("late").withTimeout(Duration.ofMillis(100)))
                .handle((answer, failure) -> awaitLatch(release, Duration.ofMinutes(10), 1));
        await().until(() -> router.status().totals().timeouts() == 1);

        assertThatThrownBy(() -> router.executeHighPriorityQuery(blocker.blockedQuery(), BRIEF))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(slow).isNotDone();

        release.countDown();
        assertThat(slow.join()).isEqualTo(1);
        blocker.close();
        assertThat(first.join()).isEqualTo(7);
    }

    @Test
    void close_rejects_waiting_calls_even_if_running_calls_do_not_end() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(4);
        TestThreads<Integer> holders = new TestThreads<Integer>()
                .start(
                        4,
                        () -> router.executeHighPriorityQuery(
                                connection -> {
                                    holding.countDown();
                                    return awaitLatch(release, Duration.ofMinutes(10), 1);
                                },
                                QueryOptions.read("holds")));
        // A call counts as running before it has a connection. Without a connection close() rejects it.
        await().until(() -> holding.getCount() == 0);
        TestThreads<Long> waiting = TestThreads.run(
                () -> router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("waits")));
        await().until(() -> router.status().reserved().waiting() == 1);
        router.close();
        assertThat(waiting.failure()).isInstanceOf(QueryRejectedException.class).hasMessageContaining("closed");
        assertThat(holders.runningCount()).isEqualTo(4);
        release.countDown();
        assertThat(holders.results()).hasSize(4);
    }

    @Test
    void close_rejects_calls_blocked_in_the_queue() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        TestThreads<Long> held = new TestThreads<Long>()
                .start(5, () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("held")));
        await().until(() -> router.status().queueLength() == 5);
        router.close();
        for (Throwable end : held.failures()) {
            assertThat(end).isInstanceOf(QueryRejectedException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void close_ends_running_calls_and_rejects_waiting_and_new_calls() {
        TestThreads<Long> running = new TestThreads<Long>()
                .start(
                        3,
                        () -> router.executeHighPriorityQuery(
                                blocker.blockedQuery(),
                                QueryOptions.read("running").withRetryAttempts(0)));
        CompletableFuture<Long> low = router.executeQueryAsync(blocker.blockedQuery(), QueryOptions.batch("low"));
        await().until(() -> blocker.waitingSessions() == 4);
        TestThreads<Long> waiting = TestThreads.run(() ->
                router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("waiting")));
        CompletableFuture<Long> queued = router.executeQueryAsync(blocker.blockedQuery(), QueryOptions.batch("queued"));
        await().until(() ->
                router.status().reserved().waiting() == 1 && router.status().queueLength() == 1);

        router.close();

        assertThat(running.failure())
                .isInstanceOf(QueryInterruptedException.class)
                .hasMessageContaining("closed");
        assertThat(waiting.failure()).isInstanceOf(QueryRejectedException.class).hasMessageContaining("closed");
        assertThatThrownBy(queued::join).hasCauseInstanceOf(QueryRejectedException.class);
        assertThatThrownBy(low::join).hasCauseInstanceOf(QueryException.class);
        assertThatThrownBy(() -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), BRIEF))
                .isInstanceOf(QueryRejectedException.class)
                .hasMessageContaining("closed");
        await().until(() -> TestRouters.countSessions(APPLICATION, "true") == 0);
    }

    @Test
    void a_query_may_close_its_connection() {
        Query<Long> tidy = connection -> {
            try (connection) {
                return TestRouters.numberQuery("SELECT 3").run(connection);
            }
        };
        assertThat(router.executeQuery(tidy, QueryOptions.read("tidy"))).isEqualTo(3);
        assertThat(router.executeQuery(twice(tidy), QueryOptions.read("tidy"))).isEqualTo(6);
        assertThat(router.executeQuery(twice(tidy), QueryOptions.general("tidy")))
                .isEqualTo(6);
        assertThat(router.executeTransaction(twice(tidy), QueryOptions.general("tidy")))
                .isEqualTo(6);
    }

    private static Query<Long> twice(Query<Long> query) {
        return connection -> query.run(connection) + query.run(connection);
    }

    @Test
    void a_transaction_with_a_long_deadline_may_set_its_isolation() {
        QueryOptions patient = QueryOptions.general("isolated").withTimeout(Duration.ofMinutes(10));
        Query<Integer> isolated = connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return TestRouters.updateQuery("INSERT INTO endings VALUES (1)").run(connection);
        };
        assertThat(router.executeTransaction(isolated, patient)).isEqualTo(1);
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM endings")).isEqualTo(1);
    }

    /**
     * Repeats the call until its connection is abandoned. On a busy machine, it may time out before the query starts.
     */
    private TestThreads<Integer> holdUntilAbandoned(CountDownLatch release) {
        QueryOptions options = QueryOptions.read("holder").withTimeout(Duration.ofSeconds(2));
        while (true) {
            TestThreads<Integer> holder = TestThreads.run(
                    () -> router.executeQuery(connection -> holdConnection(connection, release), options));
            await().until(() -> router.status().totals().abandonedConnections() == 1 || holder.runningCount() == 0);
            if (router.status().totals().abandonedConnections() == 1) {
                return holder;
            }
        }
    }

    private static int holdConnection(Connection connection, CountDownLatch release) throws SQLException {
        awaitLatch(release, Duration.ofMinutes(10), 1);
        return TestRouters.updateQuery("SELECT 1").run(connection);
    }

    private static <T> T awaitLatch(CountDownLatch latch, Duration maxWait, T answer) {
        try {
            // The result is the same if the latch is released and if the wait times out.
            boolean ignored = latch.await(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String statementTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }
}
