package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wait for a connection, on a clock that the test advances. */
class ConnectionAcquirerTest {
    private static final Duration MAX_WAIT = Duration.ofMillis(1100);

    private final FakePool pool = new FakePool();
    private final ConnectionAcquirer acquirer = new ConnectionAcquirer(
            pool, new StaleConnectionHint(pool::now), new ConnectOutage("lane", pool::now), pool::now);
    private final Call call = call(Duration.ofMinutes(1));

    @Test
    void the_pool_wait_is_split_into_slices() {
        nothing(5);
        AttemptFailedException failed = catchThrowableOfType(AttemptFailedException.class, () -> connect(call));
        assertThat(failed).hasMessage("No connection within 1100 ms: " + FakePool.UNAVAILABLE);
        assertThat(pool.waits).containsExactly(250L, 250L, 250L, 250L, 100L);
    }

    @Test
    void the_pool_wait_ends_at_the_calls_deadline() {
        nothing(2);
        Call brief = call(Duration.ofMillis(400));
        assertThatThrownBy(() -> connect(brief)).isInstanceOf(QueryTimeoutException.class);
        assertThat(pool.waits).containsExactly(250L, 150L);
    }

    @Test
    void a_connection_of_a_later_slice_is_used() {
        nothing(2);
        assertThat(connect(call)).isNotNull();
    }

    @Test
    void the_servers_reason_is_reported_although_the_pool_reports_it_only_once() {
        pool.failures.add(new SQLException("sorry, too many clients already", "53300"));
        nothing(4);
        assertThatThrownBy(() -> connect(call))
                .hasMessageEndingWith("sorry, too many clients already (SQLSTATE 53300)")
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));

        pool.failures.add(new SQLException("sorry, too many clients already", "53300"));
        nothing(1);
        assertThatThrownBy(() -> connect(call(Duration.ofMillis(500))))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("too many clients")
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void an_immediate_pool_failure_ends_the_attempt() {
        pool.failsImmediately = true;
        nothing(5);
        assertThatThrownBy(() -> connect(call)).isInstanceOf(AttemptFailedException.class);
        assertThat(pool.waits).hasSize(1);
    }

    @Test
    void a_close_is_noticed_within_a_slice() {
        nothing(5);
        pool.duringWait = pool::beginClose;
        assertThatThrownBy(() -> connect(call)).isInstanceOf(QueryRejectedException.class);
        assertThat(pool.waits).hasSize(1);
    }

    @Test
    void a_cancelled_call_stops_waiting_for_a_connection() {
        nothing(5);
        pool.duringWait = call::cancel;
        assertThatThrownBy(() -> connect(call)).isInstanceOf(QueryInterruptedException.class);
        assertThat(pool.waits).hasSize(1);
    }

    private Connection connect(Call calling) {
        return acquirer.acquire(calling, MAX_WAIT);
    }

    private void nothing(int times) {
        for (int i = 0; i < times; i++) {
            pool.failures.add(new SQLException(FakePool.UNAVAILABLE));
        }
    }

    private Call call(Duration timeout) {
        return new Call(QueryOptions.read("waits"), 0, Deadline.after(timeout, pool::now), false);
    }
}
