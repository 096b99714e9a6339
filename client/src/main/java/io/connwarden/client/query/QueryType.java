package io.connwarden.client.query;

/** The type of a query, which determines its default priority and its retries. */
public enum QueryType {
    /** An unspecified query. Retried like a {@link #WRITE}. */
    GENERAL(Priority.NORMAL),
    /** A query that changes nothing. Always retried. */
    READ(Priority.NORMAL),
    /**
     * A query that changes data, with each statement committed by itself. Retried only if it was certainly not applied,
     * unless it is {@link QueryOptions#idempotent() idempotent}.
     */
    WRITE(Priority.HIGH),
    /** A transaction. Retried as a whole unless its commit was sent. */
    TRANSACTION(Priority.HIGH),
    /** One query of a batch with low urgency. Retried like a {@link #WRITE}. */
    BATCH(Priority.LOW);

    private final Priority defaultPriority;

    QueryType(Priority defaultPriority) {
        this.defaultPriority = defaultPriority;
    }

    /**
     * Returns the priority of a query with no priority in its options.
     *
     * @return the default priority
     */
    public Priority defaultPriority() {
        return defaultPriority;
    }
}
