package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.contracts.message.Status;
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

/** Timeouts, interrupts, cancellations, abandonment and the close: every way to end but success. */
class EndingsIT {
    private static final String APPLICATION = "endings-it";
    private static final QueryOptions BRIEF = QueryOptions.read("brief").withTimeout(Duration.ofMillis(800));

    private static final QueryOptions INSERTS_FIRST = BRIEF.withTimeout(Duration.ofSeconds(3));

    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(1);

    private QueryRouter router;
    private Roadblock roadblock;

    @BeforeEach
    void open() {
        Routers.execute("DROP TABLE IF EXISTS endings");
        Routers.execute("CREATE TABLE endings (id int)");
        roadblock = Roadblock.put(4103);
        router = QueryRouter.open(Routers.settings(APPLICATION)
                .maxConnections(4)
                .reservedConnections(2)
                .fallbackConnections(0)
                .abandonedAfter(ABANDONED_AFTER)
                .build());
        // Connected already, so that no deadline below passes on the way to the server.
        router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
        router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        roadblock.close();
        router.close();
    }

    @Test
    void a_timeout_leaves_no_statement_running_and_a_connection_that_serves_the_next() {
        assertThatThrownBy(() -> router.executeQuery(roadblock.query(), BRIEF))
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(Effect.NONE))
                .hasMessageContaining("'brief' did not end within 800 ms");
        assertThat(router.status().totals().cancelledStatements()).isPositive();
        await().until(() -> roadblock.waiting() == 0);
        await().until(() -> Routers.sessions(APPLICATION, "state = 'active'") == 0);
        assertThat(router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("next")))
                .isEqualTo(1);
        assertThat(router.status().totals().timeouts()).isEqualTo(1);
    }

    @Test
    void a_timeout_within_a_transaction_rolls_it_back() {
        AtomicInteger inserted = new AtomicInteger();
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            inserted.addAndGet(Routers.update("INSERT INTO endings VALUES (1)")
                                    .run(connection));
                            return roadblock.query().run(connection);
                        },
                        INSERTS_FIRST))
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
        assertThat(inserted).hasValue(1);
        assertThat(Routers.ask("SELECT count(*) FROM endings")).isZero();
        await().until(() -> Routers.sessions(APPLICATION, "state LIKE 'idle in transaction%'") == 0);
    }

    @Test
    void a_transaction_whose_own_code_was_too_slow_is_not_committed() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger inserted = new AtomicInteger();
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            inserted.addAndGet(Routers.update("INSERT INTO endings VALUES (1)")
                                    .run(connection));
                            return waitingFor(never, Duration.ofMillis(3100), 1);
                        },
                        INSERTS_FIRST))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(inserted).hasValue(1);
        assertThat(Routers.ask("SELECT count(*) FROM endings")).isZero();
    }

    @Test
    void the_server_itself_limits_statements_should_the_router_be_gone() {
        assertThat(router.executeQuery(EndingsIT::statementTimeout, QueryOptions.read("standard")))
                .isEqualTo("30s");
        assertThat(router.executeTransaction(EndingsIT::statementTimeout, QueryOptions.named("reserved")))
                .isEqualTo("2min");
    }

    @Test
    void a_longer_deadline_raises_the_servers_limit_for_this_call_only() {
        QueryOptions patient = QueryOptions.read("patient").withTimeout(Duration.ofMinutes(10));
        assertThat(router.executeQuery(EndingsIT::statementTimeout, patient)).isEqualTo("10min");
        assertThat(router.executeTransaction(EndingsIT::statementTimeout, patient))
                .isEqualTo("10min");
        for (int i = 0; i < 4; i++) {
            assertThat(router.executeQuery(EndingsIT::statementTimeout, QueryOptions.read("after")))
                    .isEqualTo("30s");
            assertThat(router.executeTransaction(EndingsIT::statementTimeout, QueryOptions.named("after")))
                    .isEqualTo("2min");
        }
    }

    @Test
    void an_interrupt_ends_a_running_statement_and_stays_set() {
        Background<Boolean> query = Background.run(() -> {
            try {
                router.executeQuery(roadblock.query(), QueryOptions.read("running"));
                return false;
            } catch (QueryInterruptedException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        await().until(() -> roadblock.waiting() == 1);
        query.thread().interrupt();
        assertThat(query.answer()).isTrue();
        assertThat(roadblock.waiting()).isZero();
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_place_and_in_the_queue() {
        Background<Long> holders = new Background<Long>()
                .start(2, () -> router.executeHighPriorityQuery(roadblock.query(), QueryOptions.read("holds")));
        Background<Long> low = Background.run(() -> router.executeQuery(roadblock.query(), QueryOptions.batch("low")));
        await().until(() -> roadblock.waiting() == 3);
        Background<Long> atGate = Background.run(
                () -> router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("at_gate")));
        Background<Long> inQueue =
                Background.run(() -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.batch("in_queue")));
        await().until(() ->
                router.status().reserved().waiting() == 1 && router.status().queueLength() == 1);
        atGate.thread().interrupt();
        inQueue.thread().interrupt();
        assertThat(atGate.failure()).isInstanceOf(QueryInterruptedException.class);
        assertThat(inQueue.failure()).isInstanceOf(QueryInterruptedException.class);
        assertThat(router.status().reserved().waiting()).isZero();
        assertThat(router.status().queueLength()).isZero();
        roadblock.close();
        assertThat(holders.answers()).hasSize(2);
        assertThat(low.answer()).isEqualTo(7);
    }

    @Test
    void a_connection_that_a_query_keeps_past_its_deadline_is_found_reported_and_replaced() {
        CountDownLatch release = new CountDownLatch(1);
        Background<Integer> hoarder = Background.run(() -> router.executeQuery(
                connection -> hoard(connection, release),
                QueryOptions.read("hoarder").withTimeout(Duration.ofSeconds(2))));
        await().until(() -> router.status().totals().abandonedConnections() == 1);

        AbandonedConnection found = router.status().abandoned().get(0);
        assertThat(found.queryName()).isEqualTo("hoarder");
        assertThat(found.heldFor()).isGreaterThan(ABANDONED_AFTER);
        assertThat(found.place()).anyMatch(frame -> frame.getMethodName().equals("hoard"));
        await().until(() -> router.status().standard().inFlight() == 0);
        assertThat(new Background<Long>()
                        .start(2, () -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("next")))
                        .answers())
                .containsOnly(1L);

        release.countDown();
        assertThat(hoarder.failure()).isInstanceOf(QueryTimeoutException.class);
        assertThat(router.status().standard().inFlight()).isZero();
        assertThat(router.status().standard().pool().total()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_transaction_begun_by_statement_and_left_open_is_rolled_back() {
        router.executeQuery(Routers.update("BEGIN"), QueryOptions.read("begins"));
        await().until(() -> Routers.sessions(APPLICATION, "state LIKE 'idle in transaction%'") == 0);
        assertThat(router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("next")))
                .isEqualTo(1);
    }

    @Test
    void within_a_transaction_the_router_alone_commits() {
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            connection.commit();
                            return 1;
                        },
                        QueryOptions.named("commits")))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContaining("leave commit() away");
    }

    @Test
    void cancelling_an_asynchronous_call_cancels_its_statement() {
        CompletableFuture<Long> future = router.executeQueryAsync(roadblock.query(), QueryOptions.read("cancelled"));
        await().until(() -> roadblock.waiting() == 1);
        assertThat(future.cancel(true)).isTrue();
        await().until(() -> roadblock.waiting() == 0);
        await().until(() -> router.status().standard().inFlight() == 0);
    }

    @Test
    void an_asynchronous_call_that_is_never_begun_ends_at_its_deadline() {
        AtomicInteger begun = new AtomicInteger();
        Query<Integer> counted = connection -> begun.incrementAndGet();
        CompletableFuture<Long> first = router.executeQueryAsync(roadblock.query(), QueryOptions.batch("first"));
        await().until(() -> roadblock.waiting() == 1);
        CompletableFuture<Integer> late =
                router.executeQueryAsync(counted, QueryOptions.batch("late").withTimeout(Duration.ofMillis(200)));
        assertThatThrownBy(late::join).hasCauseInstanceOf(QueryTimeoutException.class);
        assertThat(router.status().queueLength()).isZero();
        roadblock.close();
        assertThat(first.join()).isEqualTo(7);
        assertThat(begun).hasValue(0);
    }

    @Test
    void cancelling_an_asynchronous_call_ends_its_wait_for_a_place() {
        Background<Long> holders = new Background<Long>()
                .start(2, () -> router.executeHighPriorityQuery(roadblock.query(), QueryOptions.read("holds")));
        await().until(() -> roadblock.waiting() == 2);
        CompletableFuture<Long> future =
                router.executeHighPriorityQueryAsync(Routers.number("SELECT 1"), QueryOptions.read("waits"));
        await().until(() -> router.status().reserved().waiting() == 1);
        future.cancel(true);
        await().until(() -> router.status().reserved().waiting() == 0);
        await().until(() -> router.status().totals().interrupted() == 1);
        assertThat(holders.stillRunning()).isEqualTo(2);
        roadblock.close();
        assertThat(holders.answers()).hasSize(2);
    }

    @Test
    void what_hangs_on_a_late_future_does_not_hold_up_the_deadlines_of_others() {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Long> first = router.executeQueryAsync(roadblock.query(), QueryOptions.batch("first"));
        await().until(() -> roadblock.waiting() == 1);
        CompletableFuture<Integer> slow = router.executeQueryAsync(
                        roadblock.query(), QueryOptions.batch("late").withTimeout(Duration.ofMillis(100)))
                .handle((answer, failure) -> waitingFor(release, Duration.ofSeconds(30), 1));
        await().until(() -> router.status().totals().timeouts() == 1);

        assertThatThrownBy(() -> router.executeHighPriorityQuery(roadblock.query(), BRIEF))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(slow).isNotDone();

        release.countDown();
        assertThat(slow.join()).isEqualTo(1);
        roadblock.close();
        assertThat(first.join()).isEqualTo(7);
    }

    @Test
    void closing_refuses_those_who_wait_even_when_those_before_them_do_not_end() {
        CountDownLatch release = new CountDownLatch(1);
        Background<Integer> hoarders = new Background<Integer>()
                .start(
                        2,
                        () -> router.executeHighPriorityQuery(
                                connection -> waitingFor(release, Duration.ofSeconds(60), 1),
                                QueryOptions.read("hoards")));
        await().until(() -> router.status().reserved().inFlight() == 2);
        Background<Long> waiting = Background.run(
                () -> router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("waits")));
        await().until(() -> router.status().reserved().waiting() == 1);
        router.close();
        assertThat(waiting.failure()).isInstanceOf(QueryRefusedException.class).hasMessageContaining("closed");
        assertThat(hoarders.stillRunning()).isEqualTo(2);
        release.countDown();
        assertThat(hoarders.answers()).hasSize(2);
    }

    @Test
    void closing_ends_the_wait_of_those_who_were_held_in_the_queue() {
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        Background<Long> held = new Background<Long>()
                .start(5, () -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.batch("held")));
        await().until(() -> router.status().queueLength() == 5);
        router.close();
        for (Throwable end : held.failures()) {
            assertThat(end).isInstanceOf(QueryRefusedException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void closing_ends_what_runs_and_refuses_what_waits_and_what_comes() {
        Background<Long> running = new Background<Long>()
                .start(
                        2,
                        () -> router.executeHighPriorityQuery(
                                roadblock.query(), QueryOptions.read("running").withRetries(0)));
        await().until(() -> roadblock.waiting() == 2);
        Background<Long> waiting = Background.run(
                () -> router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("waiting")));
        CompletableFuture<Long> low = router.executeQueryAsync(roadblock.query(), QueryOptions.batch("low"));
        CompletableFuture<Long> queued = router.executeQueryAsync(roadblock.query(), QueryOptions.batch("queued"));
        await().until(() ->
                router.status().reserved().waiting() == 1 && router.status().queueLength() == 1);

        router.close();

        assertThat(running.failure())
                .isInstanceOf(QueryInterruptedException.class)
                .hasMessageContaining("closed");
        assertThat(waiting.failure()).isInstanceOf(QueryRefusedException.class).hasMessageContaining("closed");
        assertThatThrownBy(queued::join).hasCauseInstanceOf(QueryRefusedException.class);
        assertThatThrownBy(low::join).hasCauseInstanceOf(QueryException.class);
        assertThatThrownBy(() -> router.executeQuery(Routers.number("SELECT 1"), BRIEF))
                .isInstanceOf(QueryRefusedException.class)
                .hasMessageContaining("closed");
        await().until(() -> Routers.sessions(APPLICATION, "true") == 0);
    }

    @Test
    void a_query_that_closes_its_connection_itself_does_no_harm() {
        Query<Long> tidy = connection -> {
            try (connection) {
                return Routers.number("SELECT 3").run(connection);
            }
        };
        assertThat(router.executeQuery(tidy, QueryOptions.read("tidy"))).isEqualTo(3);
        assertThat(router.executeQuery(twice(tidy), QueryOptions.read("tidy"))).isEqualTo(6);
        assertThat(router.executeQuery(twice(tidy), QueryOptions.named("tidy"))).isEqualTo(6);
        assertThat(router.executeTransaction(twice(tidy), QueryOptions.named("tidy")))
                .isEqualTo(6);
    }

    private static Query<Long> twice(Query<Long> query) {
        return connection -> query.run(connection) + query.run(connection);
    }

    @Test
    void a_long_transaction_may_still_choose_its_isolation() {
        QueryOptions patient = QueryOptions.named("isolated").withTimeout(Duration.ofMinutes(10));
        Query<Integer> isolated = connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return Routers.update("INSERT INTO endings VALUES (1)").run(connection);
        };
        assertThat(router.executeTransaction(isolated, patient)).isEqualTo(1);
        assertThat(Routers.ask("SELECT count(*) FROM endings")).isEqualTo(1);
    }

    private static int hoard(Connection connection, CountDownLatch release) throws SQLException {
        waitingFor(release, Duration.ofSeconds(30), 1);
        return Routers.update("SELECT 1").run(connection);
    }

    private static <T> T waitingFor(CountDownLatch latch, Duration atMost, T answer) {
        try {
            // Whether it was released or time was up makes no difference to who waits here.
            boolean ignored = latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
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
