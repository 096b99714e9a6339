package io.connwarden.sql.doctor;

import io.connwarden.sql.SqlFile;
import java.util.Locale;

/** What the doctor asks a server, each statement in the file of its name beside this class. They change nothing. */
public enum DoctorStatement {
    IDENTITY,
    IDLE_LIMIT,
    OCCUPANCY,
    ROLE_RIGHTS,
    SESSIONS_BY_ROLE,
    TIMEOUTS,
    WHO_ANSWERS;

    private final String sql;

    DoctorStatement() {
        this.sql = SqlFile.load(
                DoctorStatement.class, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql");
    }

    /** The text to send, with JDBC parameters. */
    public String sql() {
        return sql;
    }
}
