package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that would wait for a connection of their own thread, or of threads that all wait. */
class SelfBlockedIT {
    private static final Query<Long> SELECT = TestRouters.numberQuery("SELECT 1");
    private static final QueryOptions LONG = QueryOptions.general("outer").withTimeout(Duration.ofHours(1));
    private static final QueryOptions INNER = QueryOptions.read("inner").withTimeout(Duration.ofHours(1));

    private QueryRouter router;
    private DataSource dataSource;

    @BeforeEach
    void open() {
        router = QueryRouter.open(TestRouters.settings("self-blocked-it")
                .maxConnections(4)
                .reservedConnections(2)
                .fallbackConnections(0)
                .lowPriorityConnections(1)
                .connectionTimeout(Duration.ofMinutes(10))
                .build());
        dataSource = router.dataSource(LONG);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_nested_query_is_rejected_when_its_thread_holds_every_connection_it_may_use() {
        assertThatThrownBy(() -> nested(3))
                .isInstanceOf(QueryRejectedException.class)
                .hasMessageContaining("own thread");
        assertThat(nested(2)).isEqualTo(1);
        assertThat(router.status().standard().running()).isZero();
        assertThat(router.status().standard().waiting()).isZero();
    }

    /** Normal priority may use the two standard connections only. */
    private long nested(int depth) {
        return router.executeQuery(connection -> depth == 1 ? SELECT.run(connection) : nested(depth - 1), LONG);
    }

    @Test
    void a_nested_query_of_high_priority_uses_every_connection_before_it_is_rejected() {
        assertThat(nestedHigh(4)).isEqualTo(1);
        assertThatThrownBy(() -> nestedHigh(5)).isInstanceOf(QueryRejectedException.class);
    }

    private long nestedHigh(int depth) {
        return router.executeHighPriorityQuery(
                connection -> depth == 1 ? SELECT.run(connection) : nestedHigh(depth - 1), LONG);
    }

    @Test
    void a_nested_query_of_low_priority_does_not_wait_for_its_own_place_in_the_queue() {
        QueryOptions low = QueryOptions.batch("low").withTimeout(Duration.ofHours(1));
        assertThatThrownBy(() -> router.executeQuery(connection -> router.executeQuery(SELECT, low), low))
                .isInstanceOf(QueryRejectedException.class)
                .hasMessageContaining("own thread");
    }

    @Test
    void the_last_of_the_threads_that_wait_for_each_other_is_rejected() {
        CyclicBarrier bothHold = new CyclicBarrier(2);
        TestThreads<Long> threads = new TestThreads<Long>().start(2, () -> {
            try {
                return router.executeQuery(
                        connection -> {
                            awaitOther(bothHold);
                            return router.executeQuery(SELECT, INNER);
                        },
                        LONG);
            } catch (QueryRejectedException e) {
                return -1L;
            }
        });
        assertThat(threads.results()).contains(-1L);
    }

    private static void awaitOther(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_nested_query_waits_for_connections_of_other_threads() {
        AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(4171);
        TestThreads<Long> other = TestThreads.run(() -> router.executeQuery(blocker.blockedQuery(), LONG));
        await().until(() -> blocker.waitingSessions() == 1);
        TestThreads<Long> nested =
                TestThreads.run(() -> router.executeQuery(connection -> router.executeQuery(SELECT, INNER), LONG));
        await().until(() -> router.status().standard().waiting() == 1);
        blocker.close();
        assertThat(nested.result()).isEqualTo(1);
        assertThat(other.result()).isEqualTo(7);
    }

    @Test
    void a_connection_of_the_data_source_is_refused_as_well() throws SQLException {
        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection()) {
            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("own thread")
                    .hasCauseInstanceOf(QueryException.class);
            assertThat(first.isValid(1) && second.isValid(1)).isTrue();
        }
        try (Connection again = dataSource.getConnection()) {
            assertThat(again.isValid(1)).isTrue();
        }
    }

    @Test
    void a_connection_that_another_thread_has_closed_does_not_count() throws SQLException {
        Connection first = dataSource.getConnection();
        try (Connection second = dataSource.getConnection()) {
            assertThat(second.isValid(1)).isTrue();
            TestThreads.run(() -> {
                        first.close();
                        return 1;
                    })
                    .result();
            try (Connection third = dataSource.getConnection()) {
                assertThat(third.isValid(1)).isTrue();
            }
        }
    }
}
