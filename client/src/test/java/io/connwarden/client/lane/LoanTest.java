package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.call.Call;
import io.connwarden.client.count.Tally;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.gate.LaneGate;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Rank;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.LaneName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A loan's place is left exactly once, whoever is last and whatever fails. */
class LoanTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(2);
    private static final Executor NO_THREAD = task -> {
        throw new OutOfMemoryError("unable to create native thread");
    };

    private final FakePool pool = new FakePool();
    private final LaneGate gate = new LaneGate(2, 0);
    private final Watch watch = new Watch();
    private final Tally tally = new Tally();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Call call = new Call(QueryOptions.read("lent"), 0, Deadline.after(TIMEOUT, pool::now), false);

    @Test
    void a_cancel_that_no_thread_could_send_does_not_keep_the_place() {
        Loan loan = loan(NO_THREAD, NO_THREAD);
        assertThatThrownBy(() -> loan.look(after(TIMEOUT))).isInstanceOf(OutOfMemoryError.class);
        assertThat(inside()).isEqualTo(1);
        loan.end();
        assertThat(inside()).isZero();
    }

    @Test
    void nor_does_a_connection_that_no_thread_could_take_away() {
        Loan loan = loan(NO_THREAD, NO_THREAD);
        loan.look(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1)));
        assertThat(inside()).isZero();
        assertThat(pool.evicted).hasSize(1);
        assertThat(tally.totals().abandonedConnections()).isEqualTo(1);
        assertThat(watch.isEmpty()).isTrue();
        loan.end();
        assertThat(inside()).isZero();
    }

    @Test
    void a_query_that_ends_while_its_connection_is_taken_away_leaves_no_second_place() {
        Pass other = enter();
        Loan loan = loan(tasks::add, tasks::add);
        loan.look(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1)));
        loan.end();
        tasks.forEach(Runnable::run);
        assertThat(inside()).isEqualTo(1);
        other.leave();
    }

    @Test
    void one_that_ends_before_its_cancel_is_sent_is_given_back_after_it() {
        Loan loan = loan(tasks::add, tasks::add);
        loan.look(after(TIMEOUT));
        loan.end();
        assertThat(inside()).isEqualTo(1);
        assertThat(watch.isEmpty()).as("looked after still").isFalse();
        tasks.forEach(Runnable::run);
        assertThat(inside()).isZero();
        assertThat(watch.isEmpty()).isTrue();
    }

    @Test
    void a_failing_report_keeps_no_place_either() {
        Loan loan = loan(Runnable::run, Runnable::run, new NoMemoryToReport());
        assertThatThrownBy(() -> loan.look(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1))))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(inside()).isZero();
        assertThat(pool.evicted).isNotEmpty();
    }

    /** Fails where an abandoned connection is told of. */
    private static final class NoMemoryToReport implements LaneEvents {
        @Override
        public void cancels(Call ending) {}

        @Override
        public void abandoned(AbandonedConnection connection) {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public void fellBack(Call falling) {}
    }

    private Loan loan(Executor workers, Executor closers) {
        return loan(workers, closers, tally);
    }

    private Loan loan(Executor workers, Executor closers, LaneEvents events) {
        Lane lane = new Lane(LaneName.STANDARD, gate, pool, Duration.ofSeconds(30));
        Collector collector = new Collector(lane, ABANDONED_AFTER, pool::now, workers, closers, events);
        Loan loan = new Loan(call, FakePool.connection(), enter(), collector, watch, pool.now());
        loan.begin();
        return loan;
    }

    private Pass enter() {
        return Objects.requireNonNull(gate.tryEnter(Rank.OWNER));
    }

    private int inside() {
        return gate.counts().inside();
    }

    private long after(Duration time) {
        return pool.now() + time.toNanos();
    }
}
