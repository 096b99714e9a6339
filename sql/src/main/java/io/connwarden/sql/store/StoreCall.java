package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** One statement with its named parameters, on the connection of the caller's transaction if there is one. */
final class StoreCall {
    private final NamedParameterJdbcTemplate jdbc;
    private final StoreStatement statement;
    private final MapSqlParameterSource parameters = new MapSqlParameterSource();

    StoreCall(NamedParameterJdbcTemplate jdbc, StoreStatement statement) {
        this.jdbc = jdbc;
        this.statement = statement;
    }

    static NamedParameterJdbcTemplate on(DataSource store) {
        return new NamedParameterJdbcTemplate(store);
    }

    StoreCall with(String name, @Nullable Object value) {
        parameters.addValue(name, value);
        return this;
    }

    StoreCall with(String name, @Nullable Instant value) {
        return with(name, (Object) Timestamps.toParameter(value));
    }

    StoreCall withSeconds(String name, Duration value) {
        return with(name, value.toMillis() / 1000.0);
    }

    /** One array of the given PostgreSQL type, with one element per row. */
    <R> StoreCall withColumn(
            String name, String type, Collection<R> rows, Function<R, ? extends @Nullable Object> value) {
        Object[] column = rows.stream().map(value).map(StoreCall::plain).toArray();
        return with(name, new SqlArrayValue(type, column));
    }

    /** Inside an array the driver takes moments as text only. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Instant moment ? moment.toString() : value;
    }

    <T> List<T> rows(RowMapper<T> reader) {
        return jdbc.query(statement.sql(), parameters, reader);
    }

    <T> @Nullable T row(RowMapper<T> reader) {
        List<T> rows = rows(reader);
        return rows.isEmpty() ? null : rows.get(0);
    }

    int update() {
        return jdbc.update(statement.sql(), parameters);
    }
}
