package io.connwarden.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * The counts of a row of {@code connection_logs}; null where nobody looked.
 *
 * @param utilization client backends / max_connections * 100
 */
public record LoggedCounts(
        @Nullable Integer connections,
        @Nullable Integer active,
        @Nullable Integer idle,
        @Nullable Integer zombies,
        @Nullable Double utilization) {
    public static final LoggedCounts NONE = new LoggedCounts(null, null, null, null, null);
}
