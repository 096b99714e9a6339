package io.connwarden.sql.target;

import io.connwarden.sql.SqlFile;

/** The statements for a target. The file of each is named after its constant. */
public enum TargetStatement {
    BACKENDS,
    CANCEL_SESSION,
    EXISTING_SESSIONS,
    OBSERVE,
    RUNNING_QUERIES,
    SESSIONS,
    SESSION_SETTINGS,
    TERMINATE_SESSION,
    VISIBILITY;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
