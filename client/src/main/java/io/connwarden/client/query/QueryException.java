package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/**
 * A call that failed, with the name of the query, the number of attempts and the effect on the database.
 *
 * <p>Exceptions of the query's own code, other than {@link java.sql.SQLException}, are rethrown without this wrapper.
 */
public abstract sealed class QueryException extends RuntimeException
        permits QueryFailedException, QueryTimeoutException, QueryRejectedException, QueryInterruptedException {
    private static final long serialVersionUID = 1L;

    private final String queryName;
    private final FailureEffect effect;
    private final int attempts;

    QueryException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.queryName = details.queryName();
        this.effect = details.effect();
        this.attempts = details.attempts();
    }

    /**
     * Returns the name of the query.
     *
     * @return the name in the options of the query
     */
    public String queryName() {
        return queryName;
    }

    /**
     * Returns the effect of the query on the database. After {@link FailureEffect#NONE} the query can be repeated
     * safely.
     *
     * @return NONE or POSSIBLE
     */
    public FailureEffect effect() {
        return effect;
    }

    /**
     * Returns the number of attempts that obtained a connection.
     *
     * @return 0 or more
     */
    public int attempts() {
        return attempts;
    }

    /**
     * The details of a failed call.
     *
     * @param queryName name in the options of the query
     * @param attempts number of attempts that obtained a connection
     * @param effect effect on the database
     */
    public record Details(String queryName, int attempts, FailureEffect effect) {}
}
