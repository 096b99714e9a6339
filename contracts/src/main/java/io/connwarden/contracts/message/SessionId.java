package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * The identity of a session. The operating system recycles pids, but not pid and start time together.
 *
 * @param pid process id of the backend, at least 1
 * @param backendStart {@code pg_stat_activity.backend_start}, to the microsecond
 */
public record SessionId(int pid, Instant backendStart) {
    public SessionId {
        Checks.requireAtLeast("pid", pid, 1);
        Objects.requireNonNull(backendStart, "backendStart");
    }
}
