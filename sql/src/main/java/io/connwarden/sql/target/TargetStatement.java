package io.connwarden.sql.target;

import io.connwarden.sql.SqlFile;
import java.util.Locale;

/** The statements sent to a watched server, each in the file of its name beside this class. */
public enum TargetStatement {
    BACKENDS,
    CANCEL_SESSION,
    CAPACITY,
    OBSERVE,
    SESSION_SETTINGS,
    SESSIONS,
    STILL_THERE,
    TERMINATE_SESSION,
    VISIBILITY;

    private final String sql;

    TargetStatement() {
        this.sql = SqlFile.load(
                TargetStatement.class, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql");
    }

    /** The text to send, with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
