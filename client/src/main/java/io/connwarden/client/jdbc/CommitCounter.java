package io.connwarden.client.jdbc;

import io.connwarden.client.retry.FailureClass;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * The counter of the commits that the statements of a query may have made. A plain statement counts as one. A batch, a
 * procedure or a text with several statements counts as two, because a part may commit before the rest fails.
 * Thread-safe.
 */
public final class CommitCounter {
    private static final int MULTIPLE_COMMITS = 2;

    /** A limit, because a chain of causes may contain a cycle. */
    private static final int MAX_CAUSE_DEPTH = 20;

    private final AtomicInteger count = new AtomicInteger();

    /** The exception of the last statement; null while it runs and after it has returned. */
    private volatile @Nullable SQLException lastFailure;

    int count() {
        return count.get();
    }

    /**
     * Returns the maximum number of commits that a failed query may have made. A statement that returned outside a
     * transaction is committed. Only the last statement can have been rolled back, and only if the failure is the
     * server's answer to it.
     */
    public int maxCommits(SQLException failure) {
        SQLException last = lastFailure;
        boolean rolledBack = last != null && wasRolledBack(last) && isCausedBy(failure, last);
        return rolledBack ? count() - 1 : count();
    }

    /**
     * Returns true if the server rejected the statement. The driver may also throw after a statement that succeeded,
     * for example when it returns rows to {@code executeUpdate}.
     */
    private static boolean wasRolledBack(SQLException thrown) {
        return thrown instanceof PSQLException said
                && said.getServerErrorMessage() != null
                && FailureClass.of(said) != FailureClass.CONNECTION_LOST;
    }

    private static boolean isCausedBy(SQLException failure, SQLException sought) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MAX_CAUSE_DEPTH; depth++) {
            if (link == sought) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }

    /**
     * Counts a statement before it is sent.
     *
     * @param sql its text; null for several statements
     */
    void add(@Nullable String sql) {
        add(commitsOf(sql));
    }

    /** Counts statements that cannot be observed, because the query has access to the driver's own object. */
    void markUntracked() {
        add(MULTIPLE_COMMITS);
    }

    /**
     * Records the failure of the last statement.
     *
     * @param thrown the exception of the driver
     */
    void recordFailure(SQLException thrown) {
        lastFailure = thrown;
    }

    private void add(int commits) {
        lastFailure = null;
        count.addAndGet(commits);
    }

    private static int commitsOf(@Nullable String text) {
        return text != null && SqlText.isSingleCommit(text) ? 1 : MULTIPLE_COMMITS;
    }
}
