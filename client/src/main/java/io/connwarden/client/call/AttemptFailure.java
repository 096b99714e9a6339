package io.connwarden.client.call;

import java.sql.SQLException;

/**
 * The failure of one attempt.
 *
 * @param phase the progress of the attempt
 * @param maxCommits maximum number of commits that the attempt may have made outside a router transaction, 0 or more,
 *     or {@link #UNCOUNTED}
 * @param cause the exception of the driver, the pool or the query
 */
public record AttemptFailure(Phase phase, int maxCommits, SQLException cause) {
    /** The commits were not counted, so any number is possible. */
    public static final int UNCOUNTED = Integer.MAX_VALUE;

    /** The progress of an attempt. */
    public enum Phase {
        /** No connection was acquired, so nothing was sent. */
        CONNECTING,
        /** The query's own code ran. */
        RUNNING,
        /** The commit of a transaction was sent. */
        COMMITTING
    }
}
