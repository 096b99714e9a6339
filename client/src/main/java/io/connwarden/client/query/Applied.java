package io.connwarden.client.query;

/** What a failed query left behind in the database. */
public enum Applied {
    /** Nothing: it was never sent, or PostgreSQL rolled it back. */
    NO,
    /** It may have been applied, in whole or in part; only a look into the database can tell. */
    POSSIBLY
}
