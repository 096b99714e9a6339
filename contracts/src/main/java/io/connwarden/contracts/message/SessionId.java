package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * The identity of a session. A pid alone is recycled by the operating system; together with the start of its backend
 * it is not.
 *
 * @param pid process id of the backend, at least 1
 * @param backendStart {@code pg_stat_activity.backend_start}, to the microsecond
 */
public record SessionId(int pid, Instant backendStart) {
    public SessionId {
        if (pid < 1) {
            throw new IllegalArgumentException("pid must be at least 1, was " + pid);
        }
        Objects.requireNonNull(backendStart, "backendStart");
    }
}
