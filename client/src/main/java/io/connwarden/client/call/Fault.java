package io.connwarden.client.call;

import java.sql.SQLException;

/**
 * Why an attempt failed.
 *
 * @param statementsBegun statements handed to the server in this attempt, or {@link #UNCOUNTED}
 */
public record Fault(Phase phase, int statementsBegun, SQLException cause) {
    /** Nobody counted, so it may have been any number. */
    public static final int UNCOUNTED = Integer.MAX_VALUE;
}
