package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of work over connections of the data source. Their sessions are ended from outside. */
class ScopeIT {
    private static final String COUNT = "SELECT count(*) FROM scoped";
    private static final String INSERT = "INSERT INTO scoped VALUES (1)";
    private static final QueryOptions WORK = QueryOptions.general("work");

    private final AtomicInteger attempts = new AtomicInteger();
    private QueryRouter router;
    private DataSource dataSource;

    @BeforeEach
    void open() {
        TestRouters.execute("DROP TABLE IF EXISTS scoped; CREATE TABLE scoped (id int)");
        router = QueryRouter.open(TestRouters.settings("scope-it")
                .maxConnections(6)
                .reservedConnections(2)
                .fallbackConnections(0)
                .connectionTimeout(Duration.ofSeconds(5))
                .build());
        dataSource = router.dataSource(QueryOptions.general("alone"));
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void work_is_repeated_as_a_whole_after_a_lost_connection() throws SQLException {
        int inserted = router.within(
                WORK,
                () -> inTransaction(connection -> {
                    int count = update(connection, INSERT);
                    terminateOnFirstAttempt(connection);
                    return count + update(connection, INSERT);
                }));
        assertThat(inserted).isEqualTo(2);
        assertThat(attempts).hasValue(2);
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(2);
        assertThat(router.status().totals().calls()).isEqualTo(1);
        assertThat(router.status().totals().retries()).isEqualTo(1);
        assertThat(router.status().totals().failed()).isZero();
    }

    @Test
    void work_that_made_a_result_of_a_lost_connection_is_repeated() throws SQLException {
        Integer found = router.within(
                WORK,
                () -> inTransaction(connection -> {
                    terminateOnFirstAttempt(connection);
                    return orNull(() -> update(connection, INSERT));
                }));
        assertThat(found).isEqualTo(1);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_commit_on_a_connection_that_was_lost_before_is_repeated() throws SQLException {
        int inserted = router.within(WORK, () -> {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                terminateOnFirstAttempt(connection);
                Integer count = orNull(() -> update(connection, INSERT));
                connection.commit();
                return count == null ? 0 : count;
            }
        });
        assertThat(inserted).isEqualTo(1);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void work_that_makes_its_own_exception_of_a_lost_connection_is_repeated() {
        String answer = router.within(WORK, () -> {
            try {
                return inTransaction(connection -> {
                    terminateOnFirstAttempt(connection);
                    update(connection, INSERT);
                    return "done";
                });
            } catch (SQLException e) {
                throw new IllegalStateException("without a cause");
            }
        });
        assertThat(answer).isEqualTo("done");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void work_is_not_repeated_after_a_commit() {
        Throwable thrown = catchThrowable(() -> router.within(WORK, () -> {
            inTransaction(connection -> update(connection, INSERT));
            return inTransaction(connection -> {
                terminateOnFirstAttempt(connection);
                return update(connection, INSERT);
            });
        }));
        assertThat(thrown).isInstanceOf(SQLException.class);
        assertThat(QueryException.attachedTo(thrown)).hasValueSatisfying(failed -> {
            assertThat(failed.effect()).isEqualTo(FailureEffect.POSSIBLE);
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.queryName()).isEqualTo("work");
        });
        assertThat(attempts).hasValue(1);
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(1);
        assertThat(router.status().totals().failed()).isEqualTo(1);
    }

    @Test
    void a_result_after_a_commit_is_not_taken_for_a_failure() throws SQLException {
        int count = router.within(WORK, () -> {
            Integer lost = inTransaction(connection -> {
                terminateOnFirstAttempt(connection);
                return orNull(() -> update(connection, INSERT));
            });
            assertThat(lost).isNull();
            return inTransaction(connection -> update(connection, INSERT));
        });
        assertThat(count).isEqualTo(1);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void the_result_of_a_lost_connection_after_a_commit_is_reported_and_not_returned() {
        assertThatThrownBy(() -> router.within(WORK, () -> {
                    inTransaction(connection -> update(connection, INSERT));
                    return inTransaction(connection -> {
                        terminateOnFirstAttempt(connection);
                        return orNull(() -> update(connection, INSERT));
                    });
                }))
                .isInstanceOfSatisfying(
                        QueryFailedException.class, e -> assertThat(e.effect()).isEqualTo(FailureEffect.POSSIBLE));
    }

    @Test
    void statements_in_autocommit_are_repeated_only_if_the_work_is_a_read() throws SQLException {
        ScopedWork<Long, SQLException> count = () -> {
            try (Connection connection = dataSource.getConnection()) {
                connection.createStatement().executeQuery("SELECT 1");
                terminateOnFirstAttempt(connection);
                return number(connection, COUNT);
            }
        };
        assertThat(router.within(QueryOptions.read("read"), count)).isZero();
        assertThat(attempts).hasValue(2);
        attempts.set(0);
        assertThatThrownBy(() -> router.within(WORK, count)).isInstanceOf(SQLException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void a_read_only_transaction_can_be_repeated_after_another() throws SQLException {
        ScopedWork<Long, SQLException> twice = () -> {
            readOnly(connection -> number(connection, COUNT));
            return readOnly(connection -> {
                terminateOnFirstAttempt(connection);
                return number(connection, COUNT);
            });
        };
        assertThat(router.within(WORK, twice)).isZero();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void exceptions_of_the_work_itself_pass_through() {
        IOException own = new IOException("disk full");
        assertThatThrownBy(() -> router.within(WORK, () -> {
                    inTransaction(connection -> update(connection, INSERT));
                    throw own;
                }))
                .isSameAs(own);
        assertThat(QueryException.attachedTo(own)).isEmpty();
    }

    @Test
    void a_failure_of_another_database_is_not_judged() {
        SQLException foreign = new SQLException("of another database", "40001");
        assertThatThrownBy(() -> router.within(
                        WORK,
                        () -> inTransaction(connection -> {
                            attempts.incrementAndGet();
                            update(connection, INSERT);
                            throw foreign;
                        })))
                .isSameAs(foreign);
        assertThat(attempts).hasValue(1);
        assertThat(QueryException.attachedTo(foreign)).isEmpty();
    }

    @Test
    void a_rejected_statement_keeps_the_exception_of_the_driver_and_gets_the_effect() {
        Throwable thrown = catchThrowable(() ->
                router.within(WORK, () -> inTransaction(connection -> update(connection, "UPDATE nowhere SET i = 1"))));
        assertThat(thrown).isInstanceOf(SQLException.class).hasMessageContaining("nowhere");
        assertThat(QueryException.attachedTo(thrown)).hasValueSatisfying(failed -> {
            assertThat(failed.effect()).isEqualTo(FailureEffect.NONE);
            assertThat(((QueryFailedException) failed).sqlState()).isEqualTo("42P01");
        });
    }

    @Test
    void the_deadline_covers_every_connection_of_the_work() {
        QueryOptions brief = WORK.withTimeout(Duration.ofMillis(700));
        Throwable thrown = catchThrowable(() -> router.within(brief, () -> {
            inTransaction(connection -> number(connection, "SELECT 1 FROM (SELECT pg_sleep(0.1)) AS slept"));
            return inTransaction(connection -> number(connection, "SELECT 1 FROM (SELECT pg_sleep(300)) AS slept"));
        }));
        assertThat(QueryException.attachedTo(thrown)).containsInstanceOf(QueryTimeoutException.class);
        assertThat(router.status().totals().timeouts()).isEqualTo(1);
    }

    @Test
    void a_transaction_is_not_committed_after_the_deadline() {
        QueryOptions brief = WORK.withTimeout(Duration.ofMillis(500));
        Throwable thrown = catchThrowable(() -> router.within(
                brief,
                () -> inTransaction(connection -> {
                    update(connection, INSERT);
                    // Longer than the deadline, and shorter than the time until the connection is reclaimed.
                    await().pollDelay(Duration.ofMillis(900)).until(() -> true);
                    return 1;
                })));
        assertThat(QueryException.attachedTo(thrown)).containsInstanceOf(QueryTimeoutException.class);
        assertThat(TestRouters.queryNumber(COUNT)).isZero();
    }

    @Test
    void a_scope_inside_a_scope_joins_it() throws SQLException {
        int inserted = router.within(
                WORK,
                () -> inTransaction(connection -> {
                    int first = update(connection, INSERT);
                    int second = router.within(QueryOptions.general("inner").withTimeout(Duration.ofHours(1)), () -> {
                        terminateOnFirstAttempt(connection);
                        return update(connection, INSERT);
                    });
                    return first + second;
                }));
        assertThat(inserted).isEqualTo(2);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_query_inside_a_scope_shares_its_deadline_and_its_commits_count() {
        QueryOptions brief = WORK.withTimeout(Duration.ofSeconds(20));
        Throwable thrown = catchThrowable(() -> router.within(brief, () -> {
            router.executeTransaction(TestRouters.updateQuery(INSERT), QueryOptions.general("inner"));
            return inTransaction(connection -> {
                terminateOnFirstAttempt(connection);
                return update(connection, INSERT);
            });
        }));
        assertThat(QueryException.attachedTo(thrown))
                .hasValueSatisfying(failed -> assertThat(failed.effect()).isEqualTo(FailureEffect.POSSIBLE));
        assertThat(TestRouters.queryNumber(COUNT)).isEqualTo(1);
        QueryOptions shorter = WORK.withTimeout(Duration.ofMillis(500));
        assertThatThrownBy(() -> router.within(
                        shorter,
                        () -> router.executeQuery(
                                TestRouters.numberQuery("SELECT 1 FROM (SELECT pg_sleep(300)) AS slept"),
                                QueryOptions.read("inner").withTimeout(Duration.ofHours(1)))))
                .isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void the_priority_of_the_scope_selects_the_lane() {
        QueryOptions high = WORK.withPriority(Priority.HIGH);
        assertThat(applicationOf(high)).isEqualTo("scope-it:reserved");
        assertThat(applicationOf(WORK)).isEqualTo("scope-it");
        assertThat(applicationOf(WORK.withPriority(Priority.LOW))).isEqualTo("scope-it");
        assertThat(router.status().queueLength()).isZero();
    }

    private String applicationOf(QueryOptions options) {
        try {
            return router.within(options, () -> {
                try (Connection connection = dataSource.getConnection();
                        var row = connection.createStatement().executeQuery("SHOW application_name")) {
                    row.next();
                    return row.getString(1);
                }
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_read_rejects_changes_unless_it_is_idempotent() throws SQLException {
        ScopedWork<Integer, SQLException> insert = () -> {
            try (Connection connection = dataSource.getConnection()) {
                return update(connection, INSERT);
            }
        };
        QueryOptions read = QueryOptions.read("read");
        assertThatThrownBy(() -> router.within(read, insert)).hasMessageContaining("has the type READ");
        assertThatThrownBy(() -> router.executeQuery(TestRouters.updateQuery(INSERT), read))
                .hasMessageContaining("has the type READ");
        assertThat(TestRouters.queryNumber(COUNT)).isZero();
        assertThat(router.within(read.asIdempotent(), insert)).isEqualTo(1);
        assertThat(router.executeQuery(TestRouters.updateQuery(INSERT), read.asIdempotent()))
                .isEqualTo(1);
    }

    @Test
    void a_connection_outside_a_scope_holds_its_permit_until_it_is_closed() throws SQLException {
        Connection connection = dataSource.getConnection();
        assertThat(router.status().standard().running()).isEqualTo(1);
        assertThat(number(connection, "SELECT 5")).isEqualTo(5);
        connection.close();
        connection.close();
        assertThat(router.status().standard().running()).isZero();
        assertThat(router.status().totals().calls()).isEqualTo(1);
        assertThatThrownBy(() -> number(connection, "SELECT 5")).hasMessage("The connection is closed");
    }

    @Test
    void an_open_transaction_is_rolled_back_when_its_connection_is_closed() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            update(connection, INSERT);
        }
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(number(connection, COUNT)).isZero();
        }
    }

    @Test
    void an_exhausted_lane_is_reported_as_a_transient_failure_of_the_connection() throws SQLException {
        QueryRouter small = QueryRouter.open(TestRouters.settings("scope-it-small")
                .maxConnections(2)
                .reservedConnections(1)
                .connectionTimeout(Duration.ofMillis(300))
                .build());
        try (small;
                Connection held = small.dataSource(WORK).getConnection()) {
            // Another thread, because a thread that waits for itself is told at once.
            TestThreads<Connection> second =
                    TestThreads.run(() -> small.dataSource(WORK).getConnection());
            assertThat(second.failure())
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("1 of 1 connections were in use");
            assertThat(held.isValid(1)).isTrue();
        }
        assertThatThrownBy(() -> small.dataSource(WORK).getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("closed");
    }

    private void terminateOnFirstAttempt(Connection connection) throws SQLException {
        if (attempts.incrementAndGet() == 1) {
            long pid = number(connection, "SELECT pg_backend_pid()");
            TestRouters.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
        }
    }

    /** Work on a connection. */
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            T answer = work.run(connection);
            if (answer != null) {
                connection.commit();
            }
            return answer;
        }
    }

    private <T> T readOnly(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            T answer = work.run(connection);
            connection.commit();
            return answer;
        }
    }

    private static <T> @Nullable T orNull(ScopedWork<T, SQLException> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            return null;
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        return TestRouters.updateQuery(sql).run(connection);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return TestRouters.numberQuery(sql).run(connection);
    }
}
