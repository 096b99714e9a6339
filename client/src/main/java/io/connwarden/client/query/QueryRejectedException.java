package io.connwarden.client.query;

/** A query that the router did not start because the queue is full or the router is closed. */
public final class QueryRejectedException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Called by the router.
     *
     * @param message names the query, the reason and the remedy
     * @param queryName name in the options of the query
     */
    public QueryRejectedException(String message, String queryName) {
        super(message, new Details(queryName, 0, FailureEffect.NONE), null);
    }
}
