package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.metrics.CallCounters;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.TrafficClass;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.LaneName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The permit of a lease is released exactly once, in every order of events and after every failure. */
class ConnectionLeaseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(2);
    private static final Executor NO_THREAD = task -> {
        throw new OutOfMemoryError("unable to create native thread");
    };

    private final FakePool pool = new FakePool();
    private final LaneLimiter limiter = new LaneLimiter(2, 0);
    private final DeadlineMonitor monitor = new DeadlineMonitor();
    private final CallCounters counters = new CallCounters();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Call call = new Call(QueryOptions.read("leased"), 0, Deadline.after(TIMEOUT, pool::now), false);

    @Test
    void the_permit_is_released_when_no_thread_can_send_the_cancel() {
        ConnectionLease lease = lease(NO_THREAD, NO_THREAD);
        assertThatThrownBy(() -> lease.checkDeadline(after(TIMEOUT))).isInstanceOf(OutOfMemoryError.class);
        assertThat(heldPermits()).isEqualTo(1);
        lease.endQuery();
        assertThat(heldPermits()).isZero();
    }

    @Test
    void an_abandoned_connection_is_evicted_even_if_no_thread_can_be_started() {
        ConnectionLease lease = lease(NO_THREAD, NO_THREAD);
        lease.checkDeadline(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1)));
        assertThat(heldPermits()).isZero();
        assertThat(pool.evicted).hasSize(1);
        assertThat(counters.totals().abandonedConnections()).isEqualTo(1);
        assertThat(monitor.isEmpty()).isTrue();
        lease.endQuery();
        assertThat(heldPermits()).isZero();
    }

    @Test
    void a_query_that_ends_during_a_reclaim_does_not_release_a_second_permit() {
        Permit other = acquirePermit();
        ConnectionLease lease = lease(tasks::add, tasks::add);
        lease.checkDeadline(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1)));
        lease.endQuery();
        tasks.forEach(Runnable::run);
        assertThat(heldPermits()).isEqualTo(1);
        other.release();
    }

    @Test
    void a_connection_is_returned_only_after_its_pending_cancel_was_sent() {
        ConnectionLease lease = lease(tasks::add, tasks::add);
        lease.checkDeadline(after(TIMEOUT));
        lease.endQuery();
        assertThat(heldPermits()).isEqualTo(1);
        assertThat(monitor.isEmpty()).as("still monitored").isFalse();
        tasks.forEach(Runnable::run);
        assertThat(heldPermits()).isZero();
        assertThat(monitor.isEmpty()).isTrue();
    }

    @Test
    void the_permit_is_released_when_reporting_the_abandoned_connection_fails() {
        ConnectionLease lease = lease(Runnable::run, Runnable::run, new NoMemoryToReport());
        assertThatThrownBy(() ->
                        lease.checkDeadline(after(TIMEOUT.plus(ABANDONED_AFTER).plusMillis(1))))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(heldPermits()).isZero();
        assertThat(pool.evicted).isNotEmpty();
    }

    /** Fails when an abandoned connection is reported. */
    private static final class NoMemoryToReport implements LaneListener {
        @Override
        public void onCancel(Call ending) {}

        @Override
        public void onAbandoned(AbandonedConnection connection) {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public void onFallback(Call falling) {}
    }

    private ConnectionLease lease(Executor cancelExecutor, Executor closeExecutor) {
        return lease(cancelExecutor, closeExecutor, counters);
    }

    private ConnectionLease lease(Executor cancelExecutor, Executor closeExecutor, LaneListener events) {
        Lane lane = new Lane(
                LaneName.STANDARD,
                limiter,
                pool,
                new ConnectOutage("lane", pool::now),
                SessionTimeout.of(Duration.ofSeconds(30)));
        ConnectionReclaimer collector =
                new ConnectionReclaimer(lane, ABANDONED_AFTER, pool::now, cancelExecutor, closeExecutor, events);
        ConnectionLease lease = new ConnectionLease(
                call,
                new AttemptTracker(),
                lane,
                FakePool.connection(),
                acquirePermit(),
                collector,
                monitor,
                pool.now());
        lease.startMonitoring();
        return lease;
    }

    private Permit acquirePermit() {
        return Objects.requireNonNull(limiter.tryAcquire(TrafficClass.PRIMARY));
    }

    private int heldPermits() {
        return limiter.counts().running();
    }

    private long after(Duration time) {
        return pool.now() + time.toNanos();
    }
}
