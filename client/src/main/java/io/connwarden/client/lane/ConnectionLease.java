package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.permit.Permit;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * One connection lent to one attempt, from taking to giving back.
 *
 * <p>Two parties may be at it at once: the thread that runs the query, and the collector that cancels it or takes the
 * connection away. Whoever is last gives back the connection and its place, exactly once; so a cancel request that is
 * still under way can never meet the connection's next user.
 */
final class ConnectionLease implements DeadlineTask {
    private enum State {
        /** The query has it. */
        HELD,
        /** The query is over; what it left behind is being put right. */
        RETURNING,
        /** The collector has it, who closes it. */
        RECLAIMED,
        /** It is over, and so is its place. */
        RELEASED
    }

    private final Call call;
    private final Connection connection;
    private final Permit permit;
    private final ConnectionReclaimer reclaimer;
    private final DeadlineMonitor monitor;
    private final Thread holder = Thread.currentThread();
    private final long acquiredAt;

    private volatile boolean committing;
    private volatile @Nullable CancelReason cancelReason;
    private State state = State.HELD;
    private boolean cancelling;
    private boolean tainted;
    private boolean queryEnded;
    private long nextCancelAt;
    private int slot;

    ConnectionLease(
            Call call,
            Connection connection,
            Permit permit,
            ConnectionReclaimer reclaimer,
            DeadlineMonitor monitor,
            long acquiredAt) {
        this.call = call;
        this.connection = connection;
        this.permit = permit;
        this.reclaimer = reclaimer;
        this.monitor = monitor;
        this.acquiredAt = acquiredAt;
    }

    /** From now on until it is gone somebody looks after its deadline; giving back may have to ask the server too. */
    synchronized void startMonitoring() {
        slot = monitor.acquireSlot(this);
    }

    Call call() {
        return call;
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

    Phase phase() {
        return committing ? Phase.COMMITTING : Phase.RUNNING;
    }

    void markCommitting() {
        committing = true;
    }

    void setCancelReason(CancelReason reason) {
        cancelReason = reason;
    }

    /** Why it was made to end; null while it was not. */
    @Nullable CancelReason cancelReason() {
        return cancelReason;
    }

    /** Marks the connection as not fit for another query. */
    synchronized void taint() {
        tainted = true;
    }

    @Override
    public void checkDeadline(long now) {
        CancelReason due = dueReason(now);
        if (due == null) {
            return;
        }
        cancelReason = due;
        if (reclaimer.isAbandoned(call, now)) {
            reclaimer.reclaim(this);
        } else if (tryBeginCancel(now)) {
            reclaimer.cancel(this);
        }
    }

    private @Nullable CancelReason dueReason(long now) {
        if (call.deadline().isExpired(now)) {
            return CancelReason.DEADLINE;
        }
        if (call.isCancelled()) {
            return CancelReason.CALLER_CANCELLED;
        }
        if (reclaimer.isClosing()) {
            return CancelReason.ROUTER_CLOSE;
        }
        return holder.isInterrupted() ? CancelReason.INTERRUPT : null;
    }

    private synchronized boolean tryBeginCancel(long now) {
        if (state != State.HELD || cancelling || (nextCancelAt != 0 && now - nextCancelAt < 0)) {
            return false;
        }
        cancelling = true;
        // A cancel that came between two statements of the query missed: it is repeated while the query goes on.
        nextCancelAt = now + ConnectionReclaimer.CANCEL_RETRY_INTERVAL.toNanos();
        return true;
    }

    /**
     * The cancel request is over.
     *
     * @param certain whether the server has certainly dealt with it, so that it cannot hit a later statement
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

    /** The query is over. */
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

    /** Takes the place from a query that does not end, or does not get rid of it. Answers false when it has after all. */
    synchronized boolean tryReclaim() {
        if (state == State.RECLAIMED || state == State.RELEASED) {
            return false;
        }
        queryEnded = state == State.RETURNING;
        state = State.RECLAIMED;
        return true;
    }

    /** Whether its query was over when it was taken away. */
    synchronized boolean hasQueryEnded() {
        return queryEnded;
    }

    /** After {@link #tryReclaim}. */
    void releasePermit() {
        releaseFrom(State.RECLAIMED);
    }

    private void returnToPool() {
        try {
            reclaimer.returnToPool(connection, tainted, call);
        } finally {
            releaseFrom(State.RETURNING);
        }
    }

    /** Leaves its place, once, and only if nobody else is to: it may have been taken away meanwhile. */
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
