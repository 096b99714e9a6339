package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waiting for a connection, on a clock that the test moves. */
class ConnectorTest {
    private static final Duration LONGEST = Duration.ofMillis(1100);

    private final FakePool pool = new FakePool();
    private final Connector connector = new Connector(pool, new Suspicion(pool::now), pool::now);
    private final Call call = call(Duration.ofMinutes(1));

    @Test
    void the_wait_is_cut_in_slices_that_add_up_to_it() {
        nothing(5);
        AttemptFailed failed = catchThrowableOfType(AttemptFailed.class, () -> connect(call));
        assertThat(failed).hasMessage("No connection within 1100 ms; the pool said at last: " + FakePool.NOTHING);
        assertThat(pool.waits).containsExactly(250L, 250L, 250L, 250L, 100L);
    }

    @Test
    void never_beyond_the_deadline() {
        nothing(2);
        Call brief = call(Duration.ofMillis(400));
        assertThatThrownBy(() -> connect(brief)).isInstanceOf(QueryTimeoutException.class);
        assertThat(pool.waits).containsExactly(250L, 150L);
    }

    @Test
    void a_connection_that_comes_late_is_as_good() {
        nothing(2);
        assertThat(connect(call)).isNotNull();
    }

    @Test
    void why_it_could_not_connect_is_told_though_the_pool_says_it_only_once() {
        pool.failures.add(new SQLException("sorry, too many clients already", "53300"));
        nothing(4);
        assertThatThrownBy(() -> connect(call))
                .hasMessageEndingWith("sorry, too many clients already")
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
    void a_failure_that_took_no_time_is_not_waited_for_again() {
        pool.failsAtOnce = true;
        nothing(5);
        assertThatThrownBy(() -> connect(call)).isInstanceOf(AttemptFailed.class);
        assertThat(pool.waits).hasSize(1);
    }

    @Test
    void a_close_is_noticed_within_a_slice() {
        nothing(5);
        pool.meanwhile = pool::closes;
        assertThatThrownBy(() -> connect(call)).isInstanceOf(QueryRefusedException.class);
        assertThat(pool.waits).hasSize(1);
    }

    @Test
    void so_is_a_caller_who_no_longer_wants_the_answer() {
        nothing(5);
        pool.meanwhile = call::withdraw;
        assertThatThrownBy(() -> connect(call)).isInstanceOf(QueryInterruptedException.class);
        assertThat(pool.waits).hasSize(1);
    }

    private Connection connect(Call calling) {
        return connector.connect(calling, LONGEST);
    }

    private void nothing(int times) {
        for (int i = 0; i < times; i++) {
            pool.failures.add(new SQLException(FakePool.NOTHING));
        }
    }

    private Call call(Duration timeout) {
        return new Call(QueryOptions.read("waits"), 0, Deadline.after(timeout, pool::now), false);
    }
}
