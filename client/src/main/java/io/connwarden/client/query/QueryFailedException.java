package io.connwarden.client.query;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL refused the query, or its connection was lost and it could not be tried again. */
public final class QueryFailedException extends QueryException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;

    /**
     * Made by the router.
     *
     * @param message names the query, says what happened and what may be left
     * @param details how it ended
     * @param cause what JDBC threw last
     */
    public QueryFailedException(String message, Details details, SQLException cause) {
        super(message, details, cause);
        this.sqlState = cause.getSQLState();
    }

    /**
     * The SQLSTATE of the last attempt; null when the driver gave none.
     *
     * @return five characters, or null
     */
    public @Nullable String sqlState() {
        return sqlState;
    }
}
