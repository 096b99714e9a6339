package io.connwarden.sql.store;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** The factory of array parameters, with which one statement inserts or selects many rows. */
final class ArrayParameter {
    private ArrayParameter() {}

    /**
     * Creates an array with one element per row.
     *
     * @param type the PostgreSQL type of the elements; {@code text} for instants
     */
    static <R> SqlArrayValue of(String type, Collection<R> rows, Function<R, ? extends @Nullable Object> value) {
        return new SqlArrayValue(
                type, rows.stream().map(value).map(ArrayParameter::toElement).toArray());
    }

    /** The driver does not accept instants as array elements. */
    private static @Nullable Object toElement(@Nullable Object value) {
        return value instanceof Instant timestamp ? timestamp.toString() : value;
    }
}
