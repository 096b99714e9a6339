package io.connwarden.sql.doctor;

import io.connwarden.sql.SqlFile;

/** The read-only statements of the doctor. The file of each is named after its constant. */
public enum DoctorStatement {
    CURRENT_BACKEND,
    IDENTITY,
    IDLE_LIMIT,
    OCCUPANCY,
    ROLE_PRIVILEGES,
    SESSIONS_BY_ROLE,
    TIMEOUTS;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
