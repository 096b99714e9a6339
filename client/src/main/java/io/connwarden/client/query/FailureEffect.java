package io.connwarden.client.query;

/** The effect of a failed query on the database. */
public enum FailureEffect {
    /** No effect: the query was not sent, or PostgreSQL rolled it back. */
    NONE,
    /** Possibly an effect, of the whole query or a part. Only the content of the database shows it. */
    POSSIBLE
}
