package io.connwarden.client.lent;

import io.connwarden.client.retry.SqlState;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Counts the statements that a query hands to the server, or rather the commits they may make: a batch, a procedure or
 * several statements in one text may have committed some of their work before they fail, and count as more than one.
 * Thread-safe.
 */
public final class StatementCount {
    private static final int SEVERAL = 2;

    /** Causes may go in a circle. */
    private static final int LONGEST_CHAIN = 20;

    private final AtomicInteger begun = new AtomicInteger();

    /** What the last statement begun threw; null while it runs, and when it returned. */
    private volatile @Nullable SQLException refusal;

    int begun() {
        return begun.get();
    }

    /**
     * How many commits may remain of a query that ended with this failure. Outside a transaction a statement that
     * returned is committed, whatever failed afterwards; only the last one begun can have been rolled back, and only
     * when the failure is the server's answer to it.
     */
    public int possiblyApplied(SQLException failure) {
        SQLException last = refusal;
        boolean rolledBack = last != null && wasRolledBack(last) && isBehind(failure, last);
        return rolledBack ? begun() - 1 : begun();
    }

    /**
     * The driver also throws after a statement succeeded, as when it answered rows that nobody asked for; only what
     * the server itself refused is known to be undone.
     */
    private static boolean wasRolledBack(SQLException thrown) {
        return thrown instanceof PSQLException said
                && said.getServerErrorMessage() != null
                && SqlState.of(said) != SqlState.CONNECTION_LOST;
    }

    private static boolean isBehind(SQLException failure, SQLException sought) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < LONGEST_CHAIN; depth++) {
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
    void begins(@Nullable String sql) {
        begins(commitsOf(sql));
    }

    /** From here on something may be done that nobody sees. */
    void losesSight() {
        begins(SEVERAL);
    }

    /**
     * The statement begun last threw.
     *
     * @param thrown by the driver
     */
    void refused(SQLException thrown) {
        refusal = thrown;
    }

    private void begins(int commits) {
        refusal = null;
        begun.addAndGet(commits);
    }

    private static int commitsOf(@Nullable String text) {
        return text != null && SqlText.commitsOnceAtMost(text) ? 1 : SEVERAL;
    }
}
