package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a sample: the sessions that its counts cover. It contains no query text. In JSON the rows are arrays,
 * and {@code columns} states the name of each element.
 *
 * @param capturedAt time of the sample by the monitor's clock; equals {@code lastCheck} of its health event
 * @param serverTime time of the sample by the clock of the server, for ages
 * @param rows the sessions. Those that block others come first, the longest durations follow
 * @param omittedRows number of sessions without a row because of the size, 0 or more. They are the last in this order
 */
public record SessionSnapshot(String target, Instant capturedAt, Instant serverTime, List<Row> rows, int omittedRows)
        implements Message {

    public SessionSnapshot {
        Checks.requireTargetId("target", target);
        Objects.requireNonNull(capturedAt, "capturedAt");
        Objects.requireNonNull(serverTime, "serverTime");
        rows = List.copyOf(rows);
        Checks.requireAtLeast("omittedRows", omittedRows, 0);
    }

    /** Returns a snapshot with the first rows only, which counts the others as omitted. */
    public SessionSnapshot withFirstRows(int count) {
        return new SessionSnapshot(
                target, capturedAt, serverTime, rows.subList(0, count), omittedRows + rows.size() - count);
    }

    /**
     * A session. All times are those of {@code pg_stat_activity}, to the microsecond. A value is null if it is not set
     * or not visible.
     *
     * @param pid process id of the backend, at least 1
     * @param clientAddress null for a connection by a Unix socket
     * @param xactStart start of the open transaction
     * @param queryStart start of the current query, or of the last one
     * @param blockedBy pids that hold the locks this session waits for; 0 for a prepared transaction. Empty if the
     *     session does not wait for a lock, or is not among the 200 that wait longest
     * @param sessionClass null if a newer version wrote an unknown class
     * @param guard the guard that spares this session from every rule, such as {@code G5}; null if none, or if only the
     *     actuator can tell
     */
    public record Row(
            int pid,
            @Nullable Instant backendStart,
            @Nullable String user,
            @Nullable String database,
            @Nullable String application,
            @Nullable String clientAddress,
            @Nullable String state,
            @Nullable Instant stateChange,
            @Nullable Instant xactStart,
            @Nullable Instant queryStart,
            @Nullable String waitEventType,
            @Nullable String waitEvent,
            @Nullable String backendType,
            List<Integer> blockedBy,
            @Nullable SessionClass sessionClass,
            @Nullable String guard) {
        public Row {
            Checks.requireAtLeast("pid", pid, 1);
            blockedBy = List.copyOf(blockedBy);
        }

        /** Returns the identity, or null if the start of the backend is not visible. */
        public @Nullable SessionId id() {
            return backendStart == null ? null : new SessionId(pid, backendStart);
        }
    }
}
