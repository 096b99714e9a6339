package io.connwarden.client.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code statement_timeout} that every session of a lane has. There is none if the settings say so, and none behind
 * a pooler: a value that is set for a session there would reach the clients of others. Thread-safe.
 */
final class SessionTimeout {
    private volatile @Nullable Duration value;

    private SessionTimeout(@Nullable Duration value) {
        this.value = value;
    }

    static SessionTimeout of(Duration value) {
        return new SessionTimeout(value);
    }

    static SessionTimeout none() {
        return new SessionTimeout(null);
    }

    /** Returns the value, or null if sessions have none. */
    @Nullable Duration value() {
        return value;
    }

    /** Ends the use of the setting, because the sessions are not those of this pool alone. */
    void disable() {
        value = null;
    }
}
