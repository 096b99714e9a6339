package io.connwarden.sql.target;

import io.connwarden.sql.SqlFile;

/** The statements for a target. The file of each is named after its constant. */
public enum TargetStatement {
    BACKENDS,
    CANCEL_SESSION,
    CLOCK,
    DISABLE_IDLE_TIMEOUT,
    DISABLE_TRANSACTION_TIMEOUT,
    EXISTING_SESSIONS,
    OBSERVE,
    OWN_SESSION,
    PIN_SEARCH_PATH,
    RUNNING_QUERIES,
    SESSIONS,
    TERMINATE_SESSION,
    VISIBILITY;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
