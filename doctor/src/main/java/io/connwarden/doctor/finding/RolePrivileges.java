package io.connwarden.doctor.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a role is and may do. A right that is granted may still not be in force: a role made NOINHERIT has to be told so
 * for each right.
 *
 * @param canReadAllStats {@code pg_read_all_stats} is in force, as through {@code pg_monitor}
 * @param grantedReadAllStats it is granted, in force or not
 * @param canSignal {@code pg_signal_backend}, likewise
 * @param canUseReserved {@code pg_use_reserved_connections}, likewise; false before 16
 * @param inherits whether it was made INHERIT, which decides before 16
 * @param connectionLimit how many sessions the role may have; -1 without limit
 * @param databaseLimit how many sessions our database may have, everybody's together; -1 without limit. Neither limit
 *     holds for a superuser
 * @param validUntil when its password ends to be valid; null for never
 * @param sessions how many it has now
 */
public record RolePrivileges(
        String name,
        boolean superuser,
        boolean canReadAllStats,
        boolean grantedReadAllStats,
        boolean canSignal,
        boolean grantedSignal,
        boolean canUseReserved,
        boolean grantedUseReserved,
        boolean inherits,
        int connectionLimit,
        int databaseLimit,
        @Nullable Instant validUntil,
        int sessions) {}
