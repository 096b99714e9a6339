package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number of sessions of one application under one user.
 *
 * @param zombie zombies, without the sessions of Connwarden and of superusers
 * @param application {@code application_name}; null if not set or not visible
 * @param user role name; null if not visible
 */
public record ApplicationUsage(
        @Nullable String application, @Nullable String user, int total, int idle, int idleInTransaction, int zombie) {
    /** As in the statements that read sessions. */
    private static final Pattern CONNWARDEN = Pattern.compile("connwarden($|[- ])");

    public ApplicationUsage {
        Checks.requireAtLeast("total", total, 0);
        Checks.requireAtLeast("idle", idle, 0);
        Checks.requireAtLeast("idleInTransaction", idleInTransaction, 0);
        Checks.requireAtLeast("zombie", zombie, 0);
    }

    /** Returns true for the {@code application_name} of a session of Connwarden. */
    public static boolean isConnwarden(@Nullable String application) {
        return application != null && CONNWARDEN.matcher(application).lookingAt();
    }
}
