package io.connwarden.client.call;

import java.sql.SQLException;

/**
 * Why an attempt failed.
 *
 * @param possiblyApplied commits that statements of this attempt may have made outside a transaction of the router: 0 or
 *     more, or {@link #UNCOUNTED}
 */
public record AttemptFailure(Phase phase, int possiblyApplied, SQLException cause) {
    /** Nobody counted, so it may have been any number. */
    public static final int UNCOUNTED = Integer.MAX_VALUE;
}
