package io.connwarden.sql.doctor;

import io.connwarden.sql.SqlFile;

/** What the doctor asks a server, each statement in the file of its name beside this class. They change nothing. */
public enum DoctorStatement {
    CURRENT_BACKEND,
    IDENTITY,
    IDLE_LIMIT,
    OCCUPANCY,
    ROLE_RIGHTS,
    SESSIONS_BY_ROLE,
    TIMEOUTS;

    private final String sql = SqlFile.load(this);

    /** The text to send, with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
