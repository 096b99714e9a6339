package io.connwarden.client.query;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A query that PostgreSQL rejected, or that lost its connection and could not be retried. */
public final class QueryFailedException extends QueryException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;

    /**
     * Creates an exception. Called by the router.
     *
     * @param message names the query, the failure and the effect
     * @param details details of the failed call
     * @param cause exception of the last attempt
     */
    public QueryFailedException(String message, Details details, SQLException cause) {
        super(message, details, cause);
        this.sqlState = cause.getSQLState();
    }

    /**
     * Returns the SQLSTATE of the last attempt.
     *
     * @return five characters, or null if the driver reported none
     */
    public @Nullable String sqlState() {
        return sqlState;
    }
}
