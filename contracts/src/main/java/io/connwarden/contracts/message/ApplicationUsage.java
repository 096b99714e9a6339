package io.connwarden.contracts.message;

import org.jspecify.annotations.Nullable;

/**
 * How many sessions one application holds under one user.
 *
 * @param application {@code application_name}; null when the session never set one or it may not be seen
 * @param user role name; null when it may not be seen
 */
public record ApplicationUsage(
        @Nullable String application, @Nullable String user, int total, int idle, int idleInTransaction, int zombie) {
    public ApplicationUsage {
        Allowed.count("total", total);
        Allowed.count("idle", idle);
        Allowed.count("idleInTransaction", idleInTransaction);
        Allowed.count("zombie", zombie);
    }
}
