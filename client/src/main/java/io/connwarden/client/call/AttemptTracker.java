package io.connwarden.client.call;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The commits and the driver failures of one attempt, over all of its connections. A connection reports them itself, so
 * that they are known whatever the query's code makes of an exception. Thread-safe.
 */
public final class AttemptTracker {
    /** A limit, because a chain of causes may contain a cycle. */
    private static final int MAX_CAUSE_DEPTH = 20;

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicBoolean hasLease = new AtomicBoolean();
    private volatile @Nullable SQLException failure;
    private volatile boolean committedAfterFailure;
    private volatile @Nullable CancelReason cancelReason;
    private volatile boolean reclaimed;
    private volatile boolean ended;
    private volatile @Nullable AttemptFailure connectFailure;

    /** Counts a connection of the attempt. Returns true for the first one. */
    public boolean beginLease() {
        return !hasLease.getAndSet(true);
    }

    /** Ends the attempt. A connection that outlives it reports elsewhere, and has no deadline any more. */
    public void end() {
        ended = true;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Records a commit that succeeded, or a statement that succeeded in autocommit. */
    public void recordCommit() {
        commits.incrementAndGet();
        if (failure != null) {
            committedAfterFailure = true;
        }
    }

    /** Records a commit without a known result, or work that cannot be observed. */
    public void recordPossibleCommit() {
        commits.incrementAndGet();
    }

    /**
     * Adds the commits of a query that ran inside this attempt on a connection of its own.
     *
     * @param inner the tracker of the query's attempt
     */
    public void addCommits(AttemptTracker inner) {
        int count = inner.commits();
        if (count > 0) {
            commits.addAndGet(count);
            committedAfterFailure |= failure != null && inner.failure == null;
        }
    }

    /**
     * Records a failure of the driver. The first failure that allows a retry decides about the attempt; without one,
     * the first of all.
     *
     * @param thrown the exception of the driver
     */
    public synchronized void recordFailure(SQLException thrown) {
        SQLException known = failure;
        boolean decides = known == null || committedAfterFailure || (!allowsRetry(known) && allowsRetry(thrown));
        if (decides) {
            failure = thrown;
            committedAfterFailure = false;
        }
    }

    /** Records that a statement of the attempt is cancelled. */
    public void recordCancel(CancelReason reason) {
        cancelReason = reason;
    }

    /** Records that a connection of the attempt was reclaimed. */
    public void recordReclaim() {
        reclaimed = true;
    }

    /** Records that no connection was acquired for the attempt. The first failure is kept. */
    public synchronized void recordConnectFailure(AttemptFailure failed) {
        if (connectFailure == null) {
            connectFailure = failed;
        }
    }

    /** Returns the first failure to acquire a connection, or null if there was none. */
    public @Nullable AttemptFailure connectFailure() {
        return connectFailure;
    }

    /** Returns the number of commits that the attempt may have made, 0 or more. */
    public int commits() {
        return commits.get();
    }

    /** Returns the failure that decides about the attempt, or null if the driver reported none. */
    public @Nullable SQLException failure() {
        return failure;
    }

    /** Returns the reason for which a statement was cancelled, or null if none was. */
    public @Nullable CancelReason cancelReason() {
        return cancelReason;
    }

    public boolean isReclaimed() {
        return reclaimed;
    }

    /**
     * Returns the failure behind a result of the query's code. A result that was computed on a lost connection is not
     * one: some libraries return nothing instead of throwing. A failure that was followed by a commit was handled by
     * the code itself.
     *
     * @return null if the result counts
     */
    public @Nullable SQLException failureBehindResult() {
        SQLException seen = failure;
        if (seen == null || committedAfterFailure) {
            return null;
        }
        return switch (FailureClass.of(seen)) {
            case CONNECTION_LOST, ROLLED_BACK, READ_ONLY -> seen;
            case CANCELLED -> cancelReason == null ? null : seen;
            case TOO_MANY_CONNECTIONS, ACCESS_DENIED, OTHER -> null;
        };
    }

    /**
     * Returns the failure of the driver behind an exception of the query's code.
     *
     * @return null if the exception is the application's own
     */
    public @Nullable SQLException failureBehind(Throwable thrown) {
        SQLException seen = failure;
        if (seen != null && !committedAfterFailure && allowsRetry(seen)) {
            return seen;
        }
        if (thrown instanceof SQLException direct) {
            return direct;
        }
        return sqlExceptionBehind(thrown);
    }

    private static boolean allowsRetry(SQLException failure) {
        return switch (FailureClass.of(failure)) {
            case CONNECTION_LOST, ROLLED_BACK, READ_ONLY -> true;
            case TOO_MANY_CONNECTIONS, CANCELLED, ACCESS_DENIED, OTHER -> false;
        };
    }

    private static @Nullable SQLException sqlExceptionBehind(Throwable thrown) {
        Throwable link = thrown;
        for (int depth = 0; link != null && depth < MAX_CAUSE_DEPTH; depth++) {
            if (link instanceof SQLException found) {
                return found;
            }
            link = link.getCause();
        }
        return null;
    }
}
