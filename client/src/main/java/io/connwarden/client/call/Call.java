package io.connwarden.client.call;

import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryException.Ending;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.status.LaneName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the stages. Used by one thread at a time; {@link #withdraw}, {@link #leaveTurn} and
 * {@link #abandoned} may be called by any.
 */
public final class Call {
    private final QueryOptions options;
    private final Priority priority;
    private final int retries;
    private final Deadline deadline;
    private final boolean queuedAlready;

    private int attempts;
    private boolean fellBack;
    private @Nullable LaneName lane;
    private Effect leftSoFar = Effect.NONE;
    private @Nullable Runnable turn;
    private volatile boolean withdrawn;
    private volatile @Nullable Runnable wake;
    private volatile @Nullable Consumer<QueryException> giveUp;

    /**
     * A call that has just been made.
     *
     * @param retries the number in force, 0 or more
     * @param queuedAlready whether it has had its turn in the queue before its way through the stages
     */
    public Call(QueryOptions options, int retries, Deadline deadline, boolean queuedAlready) {
        this.options = options;
        this.priority = options.effectivePriority();
        this.retries = retries;
        this.deadline = deadline;
        this.queuedAlready = queuedAlready;
    }

    public String name() {
        return options.name();
    }

    public QueryType type() {
        return options.type();
    }

    public Priority priority() {
        return priority;
    }

    public int retries() {
        return retries;
    }

    public Deadline deadline() {
        return deadline;
    }

    public boolean queuedAlready() {
        return queuedAlready;
    }

    public boolean idempotent() {
        return options.idempotent();
    }

    /** Whether its caller named a timeout, rather than leaving it to the router. */
    public boolean namesItsTimeout() {
        return options.timeout() != null;
    }

    /** Whether each of its statements must be accounted for, because doing one twice could matter. */
    public boolean needsCare() {
        return switch (type()) {
            case READ, TRANSACTION -> false;
            case GENERAL, WRITE, BATCH -> !idempotent();
        };
    }

    /**
     * It has its turn.
     *
     * @param leave gives the turn to the next one
     */
    public synchronized void takesTurn(Runnable leave) {
        turn = leave;
    }

    /**
     * Gives its turn to the next one, unless that was done before: who runs the call does it when the call is over,
     * and who takes its connection away does it when the call does not end.
     */
    public void leaveTurn() {
        Runnable leave = turnTaken();
        if (leave != null) {
            leave.run();
        }
    }

    private synchronized @Nullable Runnable turnTaken() {
        Runnable taken = turn;
        turn = null;
        return taken;
    }

    /** Counts an attempt that has got its connection. */
    public void begins(LaneName onLane) {
        attempts++;
        lane = onLane;
    }

    /** Attempts that got a connection. */
    public int attempts() {
        return attempts;
    }

    /** The lane of the last attempt; null before the first. */
    public @Nullable LaneName lane() {
        return lane;
    }

    public void fallsBack() {
        fellBack = true;
    }

    /** Whether it had to look for a place in the other lane. */
    public boolean fellBack() {
        return fellBack;
    }

    /** Its caller no longer wants an answer. */
    public void withdraw() {
        withdrawn = true;
        Runnable waiting = wake;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** What to do, besides, when it is withdrawn while it waits; who waits looks at {@link #withdrawn} afterwards. */
    public void onWithdrawal(@Nullable Runnable newWake) {
        wake = newWake;
    }

    public boolean withdrawn() {
        return withdrawn;
    }

    /** What to do when its connection is taken away because its query does not end. */
    public void onAbandonment(Consumer<QueryException> newGiveUp) {
        giveUp = newGiveUp;
    }

    /** Its connection was taken away. Who waits for the answer need not wait for the query's code. */
    public void abandoned(QueryException exception) {
        Consumer<QueryException> waiting = giveUp;
        if (waiting != null) {
            waiting.accept(exception);
        }
    }

    /** An attempt is over and may be followed by another, which does not undo what this one left behind. */
    public void left(Effect effect) {
        leftSoFar = withEarlier(effect);
    }

    /** What the whole call may have left behind, if its last attempt may have left this. */
    public Effect withEarlier(Effect effect) {
        return leftSoFar == Effect.POSSIBLE ? Effect.POSSIBLE : effect;
    }

    /** How the call ended, if its last attempt may have left this. */
    public Ending ending(Effect effect) {
        return new Ending(name(), attempts, withEarlier(effect));
    }
}
