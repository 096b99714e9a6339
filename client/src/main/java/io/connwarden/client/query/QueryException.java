package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/**
 * A query that ended without an answer. Says which query, after how many attempts, and what it may have left behind.
 *
 * <p>Exceptions that the query's own code throws, other than {@link java.sql.SQLException}, are not wrapped: they
 * reach the caller as they are.
 */
public abstract sealed class QueryException extends RuntimeException
        permits QueryFailedException, QueryTimeoutException, QueryRejectedException, QueryInterruptedException {
    private static final long serialVersionUID = 1L;

    private final String queryName;
    private final Applied applied;
    private final int attempts;

    QueryException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.queryName = details.queryName();
        this.applied = details.applied();
        this.attempts = details.attempts();
    }

    /**
     * Which query.
     *
     * @return the name in its options
     */
    public String queryName() {
        return queryName;
    }

    /**
     * What it left behind. {@link Applied#NO} makes it safe to ask again.
     *
     * @return NONE or POSSIBLE
     */
    public Applied applied() {
        return applied;
    }

    /**
     * How often it was begun, the last time included; 0 when it never got a connection.
     *
     * @return 0 or more
     */
    public int attempts() {
        return attempts;
    }

    /**
     * How a query ended.
     *
     * @param queryName the name in its options
     * @param attempts how often it was begun
     * @param applied what it left behind
     */
    public record Details(String queryName, int attempts, Applied applied) {}
}
