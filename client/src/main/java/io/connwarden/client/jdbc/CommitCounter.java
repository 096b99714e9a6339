package io.connwarden.client.jdbc;

import io.connwarden.client.retry.FailureClass;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Counts the statements that a query hands to the server, or rather the commits they may make: a batch, a procedure or
 * several statements in one text may have committed some of their work before they fail, and count as more than one.
 * Thread-safe.
 */
public final class CommitCounter {
    private static final int MULTIPLE_COMMITS = 2;

    /** Causes may go in a circle. */
    private static final int MAX_CAUSE_DEPTH = 20;

    private final AtomicInteger count = new AtomicInteger();

    /** What the last statement begun threw; null while it runs, and when it returned. */
    private volatile @Nullable SQLException lastFailure;

    int count() {
        return count.get();
    }

    /**
     * How many commits may remain of a query that ended with this failure. Outside a transaction a statement that
     * returned is committed, whatever failed afterwards; only the last one begun can have been rolled back, and only
     * when the failure is the server's answer to it.
     */
    public int possiblyApplied(SQLException failure) {
        SQLException last = lastFailure;
        boolean rolledBack = last != null && wasRolledBack(last) && isCausedBy(failure, last);
        return rolledBack ? count() - 1 : count();
    }

    /**
     * The driver also throws after a statement succeeded, as when it answered rows that nobody asked for; only what
     * the server itself refused is known to be undone.
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
     * A statement is handed to the server.
     *
     * @param sql its text; null when it is several
     */
    void add(@Nullable String sql) {
        add(commitsOf(sql));
    }

    /** From here on something may be done that nobody sees. */
    void markUntracked() {
        add(MULTIPLE_COMMITS);
    }

    /**
     * The statement begun last threw.
     *
     * @param thrown by the driver
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
