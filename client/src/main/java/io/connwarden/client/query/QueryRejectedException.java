package io.connwarden.client.query;

/** The router did not take the query up: its queue is full, or it has been closed. The message says what to do. */
public final class QueryRejectedException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by the router.
     *
     * @param message names the query, and says why and what to do
     * @param queryName the name in its options
     */
    public QueryRejectedException(String message, String queryName) {
        super(message, new Details(queryName, 0, Applied.NO), null);
    }
}
