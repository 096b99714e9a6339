package io.connwarden.client.call;

import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryException.Details;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.status.LaneName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call while it passes the stages. One thread at a time uses it. {@link #cancel},
 * {@link #releaseQueuePermit} and {@link #reportAbandoned} may be called by any thread.
 */
public final class Call {
    private final QueryOptions options;
    private final Priority priority;
    private final int retryAttempts;
    private final Deadline deadline;
    private final boolean alreadyQueued;
    private final @Nullable AttemptTracker enclosing;

    private int attempts;
    private boolean repeated;
    private boolean fallenBack;
    private @Nullable LaneName lane;
    private FailureEffect earlierEffect = FailureEffect.NONE;
    private @Nullable Permit queuePermit;
    private volatile boolean cancelled;
    private volatile @Nullable Runnable cancelCallback;
    private volatile @Nullable Consumer<QueryException> abandonedCallback;

    /**
     * Creates a call without attempts, outside any scope.
     *
     * @param retryAttempts the maximum number of attempts after the first, 0 or more
     * @param alreadyQueued true if the call has waited in a queue before it enters the first stage
     */
    public Call(QueryOptions options, int retryAttempts, Deadline deadline, boolean alreadyQueued) {
        this(options, retryAttempts, deadline, alreadyQueued, null);
    }

    /**
     * Creates a call without attempts.
     *
     * @param retryAttempts the maximum number of attempts after the first, 0 or more
     * @param alreadyQueued true if the call has waited in a queue before it enters the first stage
     * @param enclosing the tracker of the scope in which the call runs; null outside a scope
     */
    public Call(
            QueryOptions options,
            int retryAttempts,
            Deadline deadline,
            boolean alreadyQueued,
            @Nullable AttemptTracker enclosing) {
        this.enclosing = enclosing;
        this.options = options;
        this.priority = options.effectivePriority();
        this.retryAttempts = retryAttempts;
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

    public int retryAttempts() {
        return retryAttempts;
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

    /** Returns true if the caller has set a timeout, and false if the router's default is in force. */
    public boolean hasOwnTimeout() {
        return options.timeout() != null;
    }

    /** Returns true if statements that change data must be rejected. */
    public boolean rejectsChanges() {
        return type() == QueryType.READ && !isIdempotent();
    }

    /** Returns the tracker of the scope in which the call runs, or null outside a scope. */
    public @Nullable AttemptTracker enclosing() {
        return enclosing;
    }

    /** Stores the permit that a queue granted to the call. */
    public synchronized void holdQueuePermit(Permit permit) {
        queuePermit = permit;
    }

    /**
     * Releases the permit of the queue, at most once. The running thread calls it when the call ends. The reclaimer
     * calls it when the query does not return.
     */
    public void releaseQueuePermit() {
        Permit permit = removeQueuePermit();
        if (permit != null) {
            permit.release();
        }
    }

    private synchronized @Nullable Permit removeQueuePermit() {
        Permit permit = queuePermit;
        queuePermit = null;
        return permit;
    }

    /** Counts an attempt that has acquired a connection. */
    public void beginAttempt(LaneName onLane) {
        attempts++;
        lane = onLane;
    }

    /** Stores the lane of a further connection of the same attempt. */
    public void useLane(LaneName used) {
        lane = used;
    }

    /** Marks the call as repeated. Its connections are validated from now on. */
    public void markRepeated() {
        repeated = true;
    }

    public boolean isRepeated() {
        return repeated;
    }

    /** Returns the number of attempts that acquired a connection. */
    public int attempts() {
        return attempts;
    }

    /** Returns the lane of the last attempt, or null before the first one. */
    public @Nullable LaneName lane() {
        return lane;
    }

    public void markFallback() {
        fallenBack = true;
    }

    /** Returns true if an attempt used the reserved lane as a fallback. */
    public boolean hasFallenBack() {
        return fallenBack;
    }

    /** Cancels the call: its caller no longer waits for the result. */
    public void cancel() {
        cancelled = true;
        Runnable waiting = cancelCallback;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Sets the callback that wakes a waiting thread on cancel. The thread then checks {@link #isCancelled}. */
    public void onCancel(@Nullable Runnable callback) {
        cancelCallback = callback;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Sets the callback for a reclaimed connection. */
    public void onAbandoned(Consumer<QueryException> callback) {
        abandonedCallback = callback;
    }

    /** Reports that the connection was reclaimed, so that a caller does not wait for code that never returns. */
    public void reportAbandoned(QueryException exception) {
        Consumer<QueryException> waiting = abandonedCallback;
        if (waiting != null) {
            waiting.accept(exception);
        }
    }

    /** Adds the effect of a failed attempt. A later attempt does not undo it. */
    public void addEffect(FailureEffect effect) {
        earlierEffect = combinedEffect(effect);
    }

    /** Returns the effect of the whole call, given the effect of its last attempt. */
    public FailureEffect combinedEffect(FailureEffect effect) {
        return earlierEffect == FailureEffect.POSSIBLE ? FailureEffect.POSSIBLE : effect;
    }

    /** Returns the details for an exception, given the effect of the last attempt. */
    public Details ending(FailureEffect effect) {
        return new Details(name(), attempts, combinedEffect(effect));
    }
}
