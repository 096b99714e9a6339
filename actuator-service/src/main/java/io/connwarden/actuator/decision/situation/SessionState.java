package io.connwarden.actuator.decision.situation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The states of {@code pg_stat_activity.state}. */
public enum SessionState {
    IDLE("idle"),
    ACTIVE("active"),
    IDLE_IN_TRANSACTION("idle in transaction"),
    IDLE_IN_TRANSACTION_ABORTED("idle in transaction (aborted)"),
    FASTPATH("fastpath function call"),
    /** {@code track_activities} is off, so the state is unknown. */
    DISABLED("disabled"),
    STARTING("starting"),
    /** NULL because the state is not visible, or a state unknown to this version. */
    UNKNOWN(null);

    private final @Nullable String name;

    SessionState(@Nullable String name) {
        this.name = name;
    }

    /** Returns the name of the state in PostgreSQL, or null for {@link #UNKNOWN}. */
    public @Nullable String postgresName() {
        return name;
    }

    /** Returns the state for a name of PostgreSQL. Null and unknown names are {@link #UNKNOWN}. */
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

    /** Returns true if the session has an open transaction and waits for its client. */
    public boolean isIdleInTransaction() {
        return this == IDLE_IN_TRANSACTION || this == IDLE_IN_TRANSACTION_ABORTED;
    }
}
