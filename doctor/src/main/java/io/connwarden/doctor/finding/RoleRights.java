package io.connwarden.doctor.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a role is and may do. A right that is granted may still not be in force: a role made NOINHERIT has to be told so
 * for each right.
 *
 * @param readsAll {@code pg_read_all_stats} is in force, as through {@code pg_monitor}
 * @param grantedReadsAll it is granted, in force or not
 * @param signals {@code pg_signal_backend}, likewise
 * @param usesReserve {@code pg_use_reserved_connections}, likewise; false before 16
 * @param inherits whether it was made INHERIT, which decides before 16
 * @param connectionLimit how many sessions the role may have; -1 without limit
 * @param databaseLimit how many sessions our database may have, everybody's together; -1 without limit. Neither limit
 *     holds for a superuser
 * @param validUntil when its password ends to be valid; null for never
 * @param sessions how many it has now
 */
public record RoleRights(
        String name,
        boolean superuser,
        boolean readsAll,
        boolean grantedReadsAll,
        boolean signals,
        boolean grantedSignals,
        boolean usesReserve,
        boolean grantedReserve,
        boolean inherits,
        int connectionLimit,
        int databaseLimit,
        @Nullable Instant validUntil,
        int sessions) {}
