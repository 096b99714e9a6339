package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session is ended from outside in the middle of each kind of query. */
class RecoveryIT {
    private static final String APPLICATION = "recovery-it";
    private static final String COUNT = "SELECT count(*) FROM recovered";

    private final AtomicInteger attempts = new AtomicInteger();
    private QueryRouter router;
    private AdvisoryLockBlocker blocker;

    @BeforeEach
    void open() {
        TestRouters.execute("DROP TABLE IF EXISTS recovered");
        TestRouters.execute("CREATE TABLE recovered (id int)");
        blocker = AdvisoryLockBlocker.lock(4102);
        router = QueryRouter.open(TestRouters.settings(APPLICATION)
                .maxConnections(8)
                .reservedConnections(3)
                .build());
    }

    @AfterEach
    void close() {
        blocker.close();
        router.close();
    }

    @Test
    void a_read_is_retried_after_a_lost_connection() {
        TestThreads<Long> read =
                TestThreads.run(() -> router.executeQuery(counted(blocker.blockedQuery()), QueryOptions.read("read")));
        terminateRunningQuery();
        assertThat(read.result()).isEqualTo(7);
        assertThat(attempts).hasValue(2);
        assertThat(router.status().totals().retries()).isEqualTo(1);
    }

    @Test
    void a_transaction_is_retried_as_a_whole() {
        TestThreads<Integer> transaction = TestThreads.run(() -> router.executeTransaction(
                counted(connection -> insertThenWait(connection, "SELECT 1")), QueryOptions.general("transaction")));
        terminateRunningQuery();
        assertThat(transaction.result()).isEqualTo(1);
        assertThat(attempts).hasValue(2);
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(1);
    }

    @Test
    void a_write_that_is_not_idempotent_is_reported_and_not_retried() {
        TestThreads<Integer> write = TestThreads.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.write("write")));
        terminateRunningQuery();
        assertReported(write);
    }

    @Test
    void a_general_query_is_treated_like_a_write() {
        TestThreads<Integer> query = TestThreads.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.general("general")));
        terminateRunningQuery();
        assertReported(query);
    }

    @Test
    void a_batch_query_is_treated_like_a_write() {
        TestThreads<Integer> query = TestThreads.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.batch("batch")));
        terminateRunningQuery();
        assertReported(query);
    }

    @Test
    void an_idempotent_write_is_retried() {
        TestThreads<Integer> write = TestThreads.run(() -> router.executeQuery(
                counted(connection -> insertWaiting(connection)),
                QueryOptions.write("write").asIdempotent()));
        terminateRunningQuery();
        assertThat(write.result()).isEqualTo(1);
        assertThat(attempts).hasValue(2);
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(1);
    }

    @Test
    void a_transaction_lost_while_it_commits_is_reported_as_possibly_applied() {
        TestRouters.execute("CREATE OR REPLACE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_advisory_xact_lock_shared(4102); RETURN NULL; END $$");
        TestRouters.execute(
                "CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON recovered DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION wait_at_commit()");
        TestThreads<Integer> transaction = TestThreads.run(() -> router.executeTransaction(
                counted(TestRouters.updateQuery("INSERT INTO recovered VALUES (1)")),
                QueryOptions.general("committing")));
        terminateRunningQuery();
        assertReported(transaction);
    }

    @Test
    void the_victim_of_a_deadlock_is_retried() {
        TestRouters.execute("INSERT INTO recovered VALUES (1), (2)");
        TestThreads<Integer> one = TestThreads.run(() -> lockBoth(1, 2));
        TestThreads<Integer> other = TestThreads.run(() -> lockBoth(2, 1));
        assertThat(one.result()).isEqualTo(1);
        assertThat(other.result()).isEqualTo(1);
        assertThat(TestRouters.queryNumber("SELECT sum(id) FROM recovered")).isEqualTo(43);
    }

    @Test
    void a_procedure_that_committed_before_a_deadlock_is_reported_and_not_retried() {
        TestRouters.execute("INSERT INTO recovered VALUES (1), (2)");
        TestRouters.execute("CREATE OR REPLACE PROCEDURE settle() LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO recovered VALUES (100); COMMIT; RAISE SQLSTATE '40P01'; END $$");
        Query<Integer> settle = counted(TestRouters.updateQuery("CALL settle()"));
        assertThatThrownBy(() -> router.executeQuery(settle, QueryOptions.write("settle")))
                .isInstanceOfSatisfying(
                        QueryFailedException.class, e -> assertThat(e.effect()).isEqualTo(FailureEffect.POSSIBLE));
        assertThat(attempts).hasValue(1);
        assertThat(TestRouters.queryNumber(COUNT + " WHERE id = 100")).isEqualTo(1);
    }

    @Test
    void a_query_cancelled_by_another_session_is_reported_and_not_retried() {
        TestThreads<Long> read =
                TestThreads.run(() -> router.executeQuery(counted(blocker.blockedQuery()), QueryOptions.read("read")));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(1));
        TestRouters.execute("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
        assertThat(read.failure())
                .isInstanceOfSatisfying(
                        QueryFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("57014"));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void termination_of_all_idle_sessions_causes_no_failed_query() {
        // A session that is only just being opened would escape the cleanup.
        await().until(() -> router.status().reserved().pool().total() == 2);
        for (int i = 0; i < 3; i++) {
            new TestThreads<Long>()
                    .start(4, () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm")))
                    .results();
        }
        // With a timeout, the function returns after the session has ended.
        TestRouters.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE '"
                + APPLICATION + "%'");
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 5"), QueryOptions.read("first")))
                .isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            router.executeQuery(
                    TestRouters.updateQuery("INSERT INTO recovered VALUES (1)"), QueryOptions.write("write"));
        }
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(20);
        assertThat(router.status().totals().failed()).isZero();
    }

    private void terminateRunningQuery() {
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(1));
        blocker.terminateWaitingSessions();
        await().untilAsserted(() ->
                assertThat(attempts.get() > 1 || blocker.waitingSessions() == 0).isTrue());
        blocker.close();
    }

    private void assertReported(TestThreads<Integer> query) {
        assertThat(query.failure())
                .isInstanceOfSatisfying(QueryFailedException.class, e -> {
                    assertThat(e.effect()).isEqualTo(FailureEffect.POSSIBLE);
                    assertThat(e.sqlState()).isEqualTo("57P01");
                })
                .hasMessageContaining("may have been applied");
        assertThat(attempts).hasValue(1);
        assertThat(TestRouters.queryNumber(COUNT)).isLessThanOrEqualTo(1);
    }

    private <T> Query<T> counted(Query<T> query) {
        return connection -> {
            attempts.incrementAndGet();
            return query.run(connection);
        };
    }

    private int insertThenWait(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int inserted = statement.executeUpdate("INSERT INTO recovered VALUES (1)");
            statement.execute(sql + " FROM (SELECT pg_advisory_xact_lock_shared(4102)) AS waited");
            return inserted;
        }
    }

    /** One statement, which in autocommit mode is applied completely or not at all. */
    private int insertWaiting(Connection connection) throws SQLException {
        return TestRouters.updateQuery(
                        "INSERT INTO recovered SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(4102)) AS waited")
                .run(connection);
    }

    private int lockBoth(int first, int second) {
        return router.executeTransaction(
                connection -> {
                    TestRouters.updateQuery("UPDATE recovered SET id = id + 10 WHERE id % 10 = " + first)
                            .run(connection);
                    attempts.incrementAndGet();
                    await().until(() -> attempts.get() >= 2);
                    return TestRouters.updateQuery("UPDATE recovered SET id = id + 10 WHERE id % 10 = " + second)
                            .run(connection);
                },
                QueryOptions.general("lock_both"));
    }
}
