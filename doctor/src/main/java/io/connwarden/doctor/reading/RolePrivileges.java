package io.connwarden.doctor.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes and privileges of a role.
 *
 * @param inherits whether the role has the attribute INHERIT, which decides before 16
 * @param readAllStats {@code pg_read_all_stats}, as granted by {@code pg_monitor}
 * @param signalBackend {@code pg_signal_backend}
 * @param useReserved {@code pg_use_reserved_connections}; not in force before 16
 */
public record RolePrivileges(
        String name,
        boolean superuser,
        boolean inherits,
        Privilege readAllStats,
        Privilege signalBackend,
        Privilege useReserved,
        Limits limits) {

    /**
     * A privilege of a role. A granted privilege has no effect if a role in the chain does not inherit.
     *
     * @param inForce whether the privilege has an effect
     * @param granted whether the privilege is granted, with or without effect
     */
    public record Privilege(boolean inForce, boolean granted) {}

    /**
     * The limits of a role. Superusers are exempt from both session limits.
     *
     * @param roleSessions the session limit of the role; -1 without a limit
     * @param databaseSessions the session limit of the database for all roles together; -1 without a limit
     * @param validUntil the end of the password's validity; null if it does not expire
     */
    public record Limits(
            int roleSessions,
            int databaseSessions,
            @Nullable Instant validUntil) {}
}
