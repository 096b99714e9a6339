package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Effect;
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

    private final AtomicInteger begun = new AtomicInteger();
    private QueryRouter router;
    private Roadblock roadblock;

    @BeforeEach
    void open() {
        Routers.execute("DROP TABLE IF EXISTS recovered");
        Routers.execute("CREATE TABLE recovered (id int)");
        roadblock = Roadblock.put(4102);
        router = QueryRouter.open(Routers.settings(APPLICATION)
                .maxConnections(8)
                .reservedConnections(3)
                .build());
    }

    @AfterEach
    void close() {
        roadblock.close();
        router.close();
    }

    @Test
    void a_read_is_tried_again_and_answered() {
        Background<Long> read =
                Background.run(() -> router.executeQuery(counted(roadblock.query()), QueryOptions.read("read")));
        killInTheMiddle();
        assertThat(read.answer()).isEqualTo(7);
        assertThat(begun).hasValue(2);
        assertThat(router.status().totals().retries()).isEqualTo(1);
    }

    @Test
    void a_transaction_is_begun_again_as_a_whole() {
        Background<Integer> transaction = Background.run(() -> router.executeTransaction(
                counted(connection -> insertThenWait(connection, "SELECT 1")), QueryOptions.named("transaction")));
        killInTheMiddle();
        assertThat(transaction.answer()).isEqualTo(1);
        assertThat(begun).hasValue(2);
        assertThat(Routers.ask(COUNT)).isEqualTo(1);
    }

    @Test
    void a_write_that_is_not_idempotent_is_reported_and_not_repeated() {
        Background<Integer> write = Background.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.write("write")));
        killInTheMiddle();
        assertReported(write);
    }

    @Test
    void a_query_that_says_nothing_about_itself_is_treated_like_a_write() {
        Background<Integer> query = Background.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.named("general")));
        killInTheMiddle();
        assertReported(query);
    }

    @Test
    void a_batch_query_is_treated_like_a_write() {
        Background<Integer> query = Background.run(() ->
                router.executeQuery(counted(connection -> insertWaiting(connection)), QueryOptions.batch("batch")));
        killInTheMiddle();
        assertReported(query);
    }

    @Test
    void an_idempotent_write_is_repeated() {
        Background<Integer> write = Background.run(() -> router.executeQuery(
                counted(connection -> insertWaiting(connection)),
                QueryOptions.write("write").asIdempotent()));
        killInTheMiddle();
        assertThat(write.answer()).isEqualTo(1);
        assertThat(begun).hasValue(2);
        assertThat(Routers.ask(COUNT)).isEqualTo(1);
    }

    @Test
    void a_transaction_lost_while_it_commits_is_reported_as_possibly_applied() {
        Routers.execute("CREATE OR REPLACE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_advisory_xact_lock_shared(4102); RETURN NULL; END $$");
        Routers.execute("CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON recovered DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION wait_at_commit()");
        Background<Integer> transaction = Background.run(() -> router.executeTransaction(
                counted(Routers.update("INSERT INTO recovered VALUES (1)")), QueryOptions.named("committing")));
        killInTheMiddle();
        assertReported(transaction);
    }

    @Test
    void the_victim_of_a_deadlock_is_begun_again() {
        Routers.execute("INSERT INTO recovered VALUES (1), (2)");
        Background<Integer> one = Background.run(() -> lockBoth(1, 2));
        Background<Integer> other = Background.run(() -> lockBoth(2, 1));
        assertThat(one.answer()).isEqualTo(1);
        assertThat(other.answer()).isEqualTo(1);
        assertThat(Routers.ask("SELECT sum(id) FROM recovered")).isEqualTo(43);
    }

    @Test
    void a_procedure_that_committed_before_it_met_a_deadlock_is_reported_and_not_repeated() {
        Routers.execute("INSERT INTO recovered VALUES (1), (2)");
        Routers.execute("CREATE OR REPLACE PROCEDURE settle() LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO recovered VALUES (100); COMMIT; RAISE SQLSTATE '40P01'; END $$");
        Query<Integer> settle = counted(Routers.update("CALL settle()"));
        assertThatThrownBy(() -> router.executeQuery(settle, QueryOptions.write("settle")))
                .isInstanceOfSatisfying(
                        QueryFailedException.class, e -> assertThat(e.effect()).isEqualTo(Effect.POSSIBLE));
        assertThat(begun).hasValue(1);
        assertThat(Routers.ask(COUNT + " WHERE id = 100")).isEqualTo(1);
    }

    @Test
    void a_query_cancelled_by_another_session_is_reported_and_not_repeated() {
        Background<Long> read =
                Background.run(() -> router.executeQuery(counted(roadblock.query()), QueryOptions.read("read")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(1));
        Routers.execute("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
        assertThat(read.failure())
                .isInstanceOfSatisfying(
                        QueryFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("57014"));
        assertThat(begun).hasValue(1);
    }

    @Test
    void after_a_cleanup_of_the_whole_pool_nothing_is_reported_to_anybody() {
        // A session that is only just being opened would escape the cleanup.
        await().until(() -> router.status().reserved().pool().total() == 2);
        for (int i = 0; i < 3; i++) {
            new Background<Long>()
                    .start(4, () -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("warm")))
                    .answers();
        }
        // The form with a timeout answers when the session is gone.
        Routers.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE '"
                + APPLICATION + "%'");
        assertThat(router.executeQuery(Routers.number("SELECT 5"), QueryOptions.read("first")))
                .isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            router.executeQuery(Routers.update("INSERT INTO recovered VALUES (1)"), QueryOptions.write("write"));
        }
        assertThat(Routers.ask(COUNT)).isEqualTo(20);
        assertThat(router.status().totals().failed()).isZero();
    }

    private void killInTheMiddle() {
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(1));
        roadblock.killThoseWaiting();
        await().untilAsserted(() ->
                assertThat(begun.get() > 1 || roadblock.waiting() == 0).isTrue());
        roadblock.close();
    }

    private void assertReported(Background<Integer> query) {
        assertThat(query.failure())
                .isInstanceOfSatisfying(QueryFailedException.class, e -> {
                    assertThat(e.effect()).isEqualTo(Effect.POSSIBLE);
                    assertThat(e.sqlState()).isEqualTo("57P01");
                })
                .hasMessageContaining("may have been applied");
        assertThat(begun).hasValue(1);
        assertThat(Routers.ask(COUNT)).isLessThanOrEqualTo(1);
    }

    private <T> Query<T> counted(Query<T> query) {
        return connection -> {
            begun.incrementAndGet();
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

    /** One statement, so that in autocommit it stands or falls as a whole. */
    private int insertWaiting(Connection connection) throws SQLException {
        return Routers.update(
                        "INSERT INTO recovered SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(4102)) AS waited")
                .run(connection);
    }

    private int lockBoth(int first, int second) {
        return router.executeTransaction(
                connection -> {
                    Routers.update("UPDATE recovered SET id = id + 10 WHERE id % 10 = " + first)
                            .run(connection);
                    begun.incrementAndGet();
                    await().until(() -> begun.get() >= 2);
                    return Routers.update("UPDATE recovered SET id = id + 10 WHERE id % 10 = " + second)
                            .run(connection);
                },
                QueryOptions.named("lock_both"));
    }
}
