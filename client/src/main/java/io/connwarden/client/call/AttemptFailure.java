package io.connwarden.client.call;

import java.sql.SQLException;

/**
 * The failure of one attempt.
 *
 * @param phase the progress of the attempt
 * @param maxCommits maximum number of commits that the attempt may have made, 0 or more
 * @param cause the exception of the driver, the pool or the query
 */
public record AttemptFailure(Phase phase, int maxCommits, SQLException cause) {
    /** The progress of an attempt. */
    public enum Phase {
        /** No connection was acquired, so nothing was sent. */
        CONNECTING,
        /** The query's own code ran. */
        RUNNING
    }
}
