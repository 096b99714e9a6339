package io.connwarden.sql.target;

import io.connwarden.sql.SqlFile;

/** The statements sent to a watched server, each in the file of its name beside this class. */
public enum TargetStatement {
    BACKENDS,
    CANCEL_SESSION,
    EXISTING_SESSIONS,
    OBSERVE,
    SESSIONS,
    SESSION_SETTINGS,
    TERMINATE_SESSION,
    VISIBILITY;

    private final String sql = SqlFile.load(this);

    /** The text to send, with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
