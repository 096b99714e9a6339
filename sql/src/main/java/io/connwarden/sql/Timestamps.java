package io.connwarden.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * {@code timestamptz} both ways, to the microsecond. {@link java.sql.Timestamp} is avoided: it passes through the time
 * zone of the JVM, and a session's identity must survive the journey unchanged.
 */
public final class Timestamps {
    private Timestamps() {}

    public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** The form in which JDBC takes a {@code timestamptz} parameter. */
    public static @Nullable OffsetDateTime toParameter(@Nullable Instant timestamp) {
        return timestamp == null ? null : timestamp.atOffset(ZoneOffset.UTC);
    }
}
