package io.connwarden.client.call;

import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryException.Details;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.status.LaneName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the stages. Used by one thread at a time; {@link #cancel}, {@link #releaseTurn} and
 * {@link #reportAbandoned} may be called by any.
 */
public final class Call {
    private final QueryOptions options;
    private final Priority priority;
    private final int retries;
    private final Deadline deadline;
    private final boolean alreadyQueued;

    private int attempts;
    private boolean fallenBack;
    private @Nullable LaneName lane;
    private Applied earlierEffect = Applied.NO;
    private @Nullable Runnable turnRelease;
    private volatile boolean cancelled;
    private volatile @Nullable Runnable cancelCallback;
    private volatile @Nullable Consumer<QueryException> abandonedCallback;

    /**
     * A call that has just been made.
     *
     * @param retries the number in force, 0 or more
     * @param alreadyQueued whether it has had its turn in the queue before its way through the stages
     */
    public Call(QueryOptions options, int retries, Deadline deadline, boolean alreadyQueued) {
        this.options = options;
        this.priority = options.effectivePriority();
        this.retries = retries;
        this.deadline = deadline;
        this.alreadyQueued = alreadyQueued;
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

    public boolean isAlreadyQueued() {
        return alreadyQueued;
    }

    public boolean isIdempotent() {
        return options.idempotent();
    }

    /** Whether its caller named a timeout, rather than leaving it to the router. */
    public boolean hasOwnTimeout() {
        return options.timeout() != null;
    }

    /** Whether each of its statements must be accounted for, because doing one twice could matter. */
    public boolean needsCommitCount() {
        return switch (type()) {
            case READ, TRANSACTION -> false;
            case GENERAL, WRITE, BATCH -> !isIdempotent();
        };
    }

    /**
     * It has its turn.
     *
     * @param release gives the turn to the next one
     */
    public synchronized void holdTurn(Runnable release) {
        turnRelease = release;
    }

    /**
     * Gives its turn to the next one, unless that was done before: who runs the call does it when the call is over,
     * and who takes its connection away does it when the call does not end.
     */
    public void releaseTurn() {
        Runnable release = removeTurn();
        if (release != null) {
            release.run();
        }
    }

    private synchronized @Nullable Runnable removeTurn() {
        Runnable taken = turnRelease;
        turnRelease = null;
        return taken;
    }

    /** Counts an attempt that has got its connection. */
    public void beginAttempt(LaneName onLane) {
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

    public void markFallback() {
        fallenBack = true;
    }

    /** Whether it had to look for a place in the other lane. */
    public boolean hasFallenBack() {
        return fallenBack;
    }

    /** Its caller no longer wants an answer. */
    public void cancel() {
        cancelled = true;
        Runnable waiting = cancelCallback;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** What to do, besides, when it is withdrawn while it waits; who waits looks at {@link #cancelled} afterwards. */
    public void onCancel(@Nullable Runnable callback) {
        cancelCallback = callback;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** What to do when its connection is taken away because its query does not end. */
    public void onAbandoned(Consumer<QueryException> callback) {
        abandonedCallback = callback;
    }

    /** Its connection was taken away. Who waits for the answer need not wait for the query's code. */
    public void reportAbandoned(QueryException exception) {
        Consumer<QueryException> waiting = abandonedCallback;
        if (waiting != null) {
            waiting.accept(exception);
        }
    }

    /** An attempt is over and may be followed by another, which does not undo what this one left behind. */
    public void addEffect(Applied effect) {
        earlierEffect = combinedEffect(effect);
    }

    /** What the whole call may have left behind, if its last attempt may have left this. */
    public Applied combinedEffect(Applied effect) {
        return earlierEffect == Applied.POSSIBLY ? Applied.POSSIBLY : effect;
    }

    /** How the call ended, if its last attempt may have left this. */
    public Details ending(Applied effect) {
        return new Details(name(), attempts, combinedEffect(effect));
    }
}
