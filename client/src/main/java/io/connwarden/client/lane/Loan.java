package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.deadline.Watched;
import io.connwarden.client.gate.Pass;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * One connection lent to one attempt, from taking to giving back.
 *
 * <p>Two parties may be at it at once: the thread that runs the query, and the collector that cancels it or takes the
 * connection away. Whoever is last gives back the connection and its place, exactly once; so a cancel request that is
 * still under way can never meet the connection's next user.
 */
final class Loan implements Watched {
    private enum State {
        /** The query has it. */
        HELD,
        /** The query is over; what it left behind is being put right. */
        RETURNING,
        /** The collector has it, who closes it. */
        TAKEN_AWAY,
        /** It is over, and so is its place. */
        GONE
    }

    private final Call call;
    private final Connection connection;
    private final Pass pass;
    private final Collector collector;
    private final Watch watch;
    private final Thread holder = Thread.currentThread();
    private final long takenAt;

    private volatile boolean committing;
    private volatile @Nullable EndReason endReason;
    private State state = State.HELD;
    private boolean cancelling;
    private boolean tainted;
    private boolean wasOver;
    private long cancelAgainAt;
    private int spot;

    Loan(Call call, Connection connection, Pass pass, Collector collector, Watch watch, long takenAt) {
        this.call = call;
        this.connection = connection;
        this.pass = pass;
        this.collector = collector;
        this.watch = watch;
        this.takenAt = takenAt;
    }

    /** From now on until it is gone somebody looks after its deadline; giving back may have to ask the server too. */
    synchronized void begin() {
        spot = watch.takeSpot(this);
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

    long takenAt() {
        return takenAt;
    }

    Phase phase() {
        return committing ? Phase.COMMITTING : Phase.RUNNING;
    }

    void commits() {
        committing = true;
    }

    void endsBecause(EndReason reason) {
        endReason = reason;
    }

    /** Why it was made to end; null while it was not. */
    @Nullable EndReason endReason() {
        return endReason;
    }

    /** Marks the connection as not fit for another query. */
    synchronized void taint() {
        tainted = true;
    }

    @Override
    public void look(long now) {
        EndReason due = due(now);
        if (due == null) {
            return;
        }
        endReason = due;
        if (collector.isAbandoned(call, now)) {
            collector.takeAway(this);
        } else if (beginCancel(now)) {
            collector.cancel(this);
        }
    }

    private @Nullable EndReason due(long now) {
        if (call.deadline().passed(now)) {
            return EndReason.DEADLINE;
        }
        if (call.withdrawn()) {
            return EndReason.WITHDRAWN;
        }
        if (collector.isClosing()) {
            return EndReason.CLOSE;
        }
        return holder.isInterrupted() ? EndReason.INTERRUPT : null;
    }

    private synchronized boolean beginCancel(long now) {
        if (state != State.HELD || cancelling || (cancelAgainAt != 0 && now - cancelAgainAt < 0)) {
            return false;
        }
        cancelling = true;
        // A cancel that came between two statements of the query missed: it is repeated while the query goes on.
        cancelAgainAt = now + Collector.CANCEL_AGAIN_AFTER.toNanos();
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
            giveBack();
        }
    }

    /** The query is over. */
    void end() {
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.RETURNING;
            if (cancelling) {
                return;
            }
        }
        giveBack();
    }

    /** Takes the place from a query that does not end, or does not get rid of it. Answers false when it has after all. */
    synchronized boolean tryTakeAway() {
        if (state == State.TAKEN_AWAY || state == State.GONE) {
            return false;
        }
        wasOver = state == State.RETURNING;
        state = State.TAKEN_AWAY;
        return true;
    }

    /** Whether its query was over when it was taken away. */
    synchronized boolean wasOver() {
        return wasOver;
    }

    /** After {@link #tryTakeAway}. */
    void leavePlace() {
        leaveFrom(State.TAKEN_AWAY);
    }

    private void giveBack() {
        try {
            collector.giveBack(connection, tainted, call);
        } finally {
            leaveFrom(State.RETURNING);
        }
    }

    /** Leaves its place, once, and only if nobody else is to: it may have been taken away meanwhile. */
    private void leaveFrom(State expected) {
        synchronized (this) {
            if (state != expected) {
                return;
            }
            state = State.GONE;
        }
        watch.leaveSpot(spot, this);
        pass.leave();
    }
}
