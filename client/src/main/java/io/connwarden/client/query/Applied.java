package io.connwarden.client.query;

/** The effect of a failed query on the database. */
public enum Applied {
    /** Not applied: the query was not sent, or PostgreSQL rolled it back. */
    NO,
    /** Possibly applied, in whole or in part. Only the content of the database shows it. */
    POSSIBLY
}
