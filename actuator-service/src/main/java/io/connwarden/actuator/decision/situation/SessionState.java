package io.connwarden.actuator.decision.situation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code pg_stat_activity.state}, as far as a decision tells states apart. */
public enum SessionState {
    IDLE("idle"),
    ACTIVE("active"),
    IDLE_IN_TRANSACTION("idle in transaction"),
    IDLE_IN_TRANSACTION_ABORTED("idle in transaction (aborted)"),
    FASTPATH("fastpath function call"),
    /** {@code track_activities} is off in the session: whether it works or rests is not known. */
    DISABLED("disabled"),
    STARTING("starting"),
    /** NULL, because our role may not see it, or a state this version does not know. */
    UNKNOWN(null);

    private final @Nullable String name;

    SessionState(@Nullable String name) {
        this.name = name;
    }

    /** The state as PostgreSQL names it; null for {@link #UNKNOWN}. */
    public @Nullable String postgresName() {
        return name;
    }

    /** The state PostgreSQL means by the name; whatever is not known, null included, is {@link #UNKNOWN}. */
    public static SessionState fromPostgresName(@Nullable String postgresName) {
        if (postgresName != null) {
            String wanted = postgresName.toLowerCase(Locale.ROOT);
            for (SessionState state : values()) {
                if (wanted.equals(state.name)) {
                    return state;
                }
            }
        }
        return UNKNOWN;
    }

    /** Whether the session holds a transaction open and waits for its client. */
    public boolean isIdleInTransaction() {
        return this == IDLE_IN_TRANSACTION || this == IDLE_IN_TRANSACTION_ABORTED;
    }
}
