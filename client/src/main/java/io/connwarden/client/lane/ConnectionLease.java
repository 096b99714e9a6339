package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.CancelReason;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.status.LaneName;
import java.sql.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one connection to one attempt.
 *
 * <p>The query thread and the reclaimer may use the lease at the same time. The last of the two returns the connection
 * and releases the permit, exactly once. A pending cancel request therefore never reaches the next query on the
 * connection.
 */
final class ConnectionLease implements DeadlineTask {
    private enum State {
        /** The query uses the connection. */
        HELD,
        /** The query has ended and the connection is being reset. */
        RETURNING,
        /** The reclaimer closes the connection. */
        RECLAIMED,
        /** The permit was released. */
        RELEASED
    }

    private final Call call;
    private final AttemptTracker tracker;
    private final Lane lane;
    private final Connection connection;
    private final Permit permit;
    private final ConnectionReclaimer reclaimer;
    private final DeadlineMonitor monitor;
    private final Thread holder = Thread.currentThread();
    private final long acquiredAt;

    private volatile boolean committing;
    private volatile boolean boundToThread = true;
    private State state = State.HELD;
    private boolean cancelling;
    private boolean tainted;
    private boolean queryEnded;
    private long nextCancelAt;
    private int slot;

    ConnectionLease(
            Call call,
            AttemptTracker tracker,
            Lane lane,
            Connection connection,
            Permit permit,
            ConnectionReclaimer reclaimer,
            DeadlineMonitor monitor,
            long acquiredAt) {
        this.call = call;
        this.tracker = tracker;
        this.lane = lane;
        this.connection = connection;
        this.permit = permit;
        this.reclaimer = reclaimer;
        this.monitor = monitor;
        this.acquiredAt = acquiredAt;
    }

    /** Starts the deadline checks. They end with the release, because the reset of a connection may block as well. */
    synchronized void startMonitoring() {
        slot = monitor.acquireSlot(this);
    }

    /** Declares that any thread may use the connection. An interrupt of the first thread then has no effect. */
    void unbindFromThread() {
        boundToThread = false;
    }

    Call call() {
        return call;
    }

    AttemptTracker tracker() {
        return tracker;
    }

    LaneName lane() {
        return lane.name();
    }

    /** Returns the {@code statement_timeout} of the lane's sessions, or null if they have none. */
    @Nullable Duration statementBackstop() {
        return lane.statementBackstop().value();
    }

    Connection connection() {
        return connection;
    }

    Thread holder() {
        return holder;
    }

    long acquiredAt() {
        return acquiredAt;
    }

    /** Returns true once a commit of the connection was sent. */
    boolean hasCommitted() {
        return committing;
    }

    void markCommitting() {
        committing = true;
    }

    /** Marks the connection as unsafe for another query. It is closed instead of returned. */
    synchronized void taint() {
        tainted = true;
    }

    @Override
    public void checkDeadline(long now) {
        CancelReason due = dueReason(now);
        if (due == null) {
            return;
        }
        tracker.recordCancel(due);
        if (!tracker.hasEnded() && reclaimer.isAbandoned(call, now)) {
            reclaimer.reclaim(this);
        } else if (tryBeginCancel(now)) {
            reclaimer.cancel(this);
        }
    }

    @Override
    public String description() {
        return "query '" + call.name() + "'";
    }

    private @Nullable CancelReason dueReason(long now) {
        if (tracker.hasEnded()) {
            return reclaimer.isClosing() ? CancelReason.ROUTER_CLOSE : null;
        }
        if (call.deadline().isExpired(now)) {
            return CancelReason.DEADLINE;
        }
        if (call.isCancelled()) {
            return CancelReason.CALLER_CANCELLED;
        }
        if (reclaimer.isClosing()) {
            return CancelReason.ROUTER_CLOSE;
        }
        return boundToThread && holder.isInterrupted() ? CancelReason.INTERRUPT : null;
    }

    private synchronized boolean tryBeginCancel(long now) {
        if (state != State.HELD || cancelling || (nextCancelAt != 0 && now - nextCancelAt < 0)) {
            return false;
        }
        cancelling = true;
        // A cancel request between two statements has no effect, so it is repeated while the query runs.
        nextCancelAt = now + ConnectionReclaimer.CANCEL_RETRY_INTERVAL.toNanos();
        return true;
    }

    /**
     * Ends the cancel request.
     *
     * @param certain true if the server has processed the request, so that it cannot hit a later statement
     */
    void endCancel(boolean certain) {
        boolean last;
        synchronized (this) {
            cancelling = false;
            tainted |= !certain;
            last = state == State.RETURNING;
        }
        if (last) {
            returnToPool();
        }
    }

    /** Ends the query and returns the connection, unless a cancel request is pending. */
    void endQuery() {
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.RETURNING;
            if (cancelling) {
                return;
            }
        }
        returnToPool();
    }

    /** Reclaims the lease if it was not released. Returns false if it was. */
    synchronized boolean tryReclaim() {
        if (state == State.RECLAIMED || state == State.RELEASED) {
            return false;
        }
        queryEnded = state == State.RETURNING;
        state = State.RECLAIMED;
        tracker.recordReclaim();
        return true;
    }

    /** Returns true if the query had ended when the lease was reclaimed. */
    synchronized boolean hasQueryEnded() {
        return queryEnded;
    }

    /** Releases the permit after a successful {@link #tryReclaim}. */
    void releasePermit() {
        releaseFrom(State.RECLAIMED);
    }

    private void returnToPool() {
        try {
            reclaimer.returnToPool(connection, tainted, call, tracker);
        } finally {
            releaseFrom(State.RETURNING);
        }
    }

    /** Releases the permit once, unless the lease was reclaimed in the meantime. */
    private void releaseFrom(State expected) {
        synchronized (this) {
            if (state != expected) {
                return;
            }
            state = State.RELEASED;
        }
        monitor.releaseSlot(slot, this);
        permit.release();
    }
}
