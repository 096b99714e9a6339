package io.connwarden.client.query;

/** What a query does, which decides its usual priority and when it may be tried again. */
public enum QueryType {
    /** Says nothing about itself: normal priority, and tried again only where even a write would be. */
    GENERAL(Priority.NORMAL),
    /** Changes nothing, so it may always be tried again. */
    READ(Priority.NORMAL),
    /**
     * Changes something, each statement committed by itself. Tried again only when it cannot have been applied,
     * unless {@link QueryOptions#idempotent() idempotent}.
     */
    WRITE(Priority.HIGH),
    /** All or nothing. Begun again as a whole as long as its commit was not sent. */
    TRANSACTION(Priority.HIGH),
    /** One of many, in no hurry. Tried again like a {@link #WRITE}. */
    BATCH(Priority.LOW);

    private final Priority defaultPriority;

    QueryType(Priority defaultPriority) {
        this.defaultPriority = defaultPriority;
    }

    /**
     * The priority it has unless its options name another.
     *
     * @return never null
     */
    public Priority defaultPriority() {
        return defaultPriority;
    }
}
