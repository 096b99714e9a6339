package io.connwarden.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of {@code timestamptz} values with microsecond precision. {@link java.sql.Timestamp} is not used,
 * because it depends on the time zone of the JVM, and the identity of a session must be converted exactly.
 */
public final class Timestamps {
    private Timestamps() {}

    /** Reads a column that may be null. */
    public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Reads a column that is not null. */
    public static Instant readRequired(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(read(row, column), column);
    }

    /** Converts an instant to a JDBC parameter. */
    public static @Nullable OffsetDateTime toParameter(@Nullable Instant timestamp) {
        return timestamp == null ? null : timestamp.atOffset(ZoneOffset.UTC);
    }
}
