package io.connwarden.doctor.finding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two connections opened at once were told about the backends behind them.
 *
 * @param cancelKeyPid the process id handed out when the first connection was opened, for cancelling its queries
 * @param firstPids the process ids of the backends that answered on the first connection, asked several times
 * @param secondPids the same of the second connection; empty when it could not be opened
 * @param secondBackendOlder whether the second connection's backend had started before that connection was asked for, by the
 *     server's own clock
 * @param secondFailure why there was no second connection; null when there was one
 * @param serverPort where the server says it was reached; null over a Unix socket
 */
public record PoolerProbeResult(
        int cancelKeyPid,
        Set<Integer> firstPids,
        Set<Integer> secondPids,
        boolean secondBackendOlder,
        @Nullable Refusal secondFailure,
        @Nullable Integer serverPort) {
    public PoolerProbeResult {
        firstPids = Set.copyOf(firstPids);
        secondPids = Set.copyOf(secondPids);
    }

    /** The pid promised at the door is not the one that answers: somebody else stands at the door. */
    public boolean hasPidMismatch() {
        return !firstPids.contains(cancelKeyPid);
    }

    /** One connection was served by several backends, or one backend served both. */
    public boolean sharesBackends() {
        return firstPids.size() > 1
                || secondPids.size() > 1
                || firstPids.stream().anyMatch(secondPids::contains);
    }

    /** Whether a pooler answers instead of the server. Each sign alone is enough. */
    public boolean hasPooler() {
        return hasPidMismatch() || sharesBackends() || secondBackendOlder;
    }
}
