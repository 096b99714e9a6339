package io.connwarden.doctor.reading;

import io.connwarden.sql.target.ConnectFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of the pooler probe: the backends of two connections that were open at the same time.
 *
 * @param cancelKeyPid the process id in the cancel key of the first connection
 * @param firstPids the process ids of the backends that answered on the first connection
 * @param secondPids the process ids of the backends that answered on the second connection; empty without one
 * @param secondBackendOlder whether the second backend started before its connection was requested, by the server's
 *     clock
 * @param secondFailure the failure of the second connection; null if it succeeded
 * @param serverPort the port on which the server was reached; null over a Unix socket
 */
public record PoolerReading(
        int cancelKeyPid,
        Set<Integer> firstPids,
        Set<Integer> secondPids,
        boolean secondBackendOlder,
        @Nullable ConnectFailure secondFailure,
        @Nullable Integer serverPort) {
    public PoolerReading {
        firstPids = Set.copyOf(firstPids);
        secondPids = Set.copyOf(secondPids);
    }

    /** Returns whether the pid of the cancel key differs from pg_backend_pid(): a proxy is in between. */
    public boolean hasPidMismatch() {
        return !firstPids.contains(cancelKeyPid);
    }

    /** Returns whether several backends served one connection, or one backend served both. */
    public boolean sharesBackends() {
        return firstPids.size() > 1
                || secondPids.size() > 1
                || firstPids.stream().anyMatch(secondPids::contains);
    }

    /** Returns whether a pooler answers instead of the server. Each sign is sufficient. */
    public boolean hasPooler() {
        return hasPidMismatch() || sharesBackends() || secondBackendOlder;
    }
}
