package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The number of sessions of one application under one user.
 *
 * @param application {@code application_name}; null if not set or not visible
 * @param user role name; null if not visible
 */
public record ApplicationUsage(
        @Nullable String application, @Nullable String user, int total, int idle, int idleInTransaction, int zombie) {
    public ApplicationUsage {
        Checks.requireAtLeast("total", total, 0);
        Checks.requireAtLeast("idle", idle, 0);
        Checks.requireAtLeast("idleInTransaction", idleInTransaction, 0);
        Checks.requireAtLeast("zombie", zombie, 0);
    }
}
