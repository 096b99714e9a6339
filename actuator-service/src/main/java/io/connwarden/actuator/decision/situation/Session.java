package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client backend in one sample. All times are from the clock of the target server.
 *
 * @param pid process id of the backend
 * @param backendStart null if not visible to the role of Connwarden; such a session is never a candidate
 */
public record Session(int pid, @Nullable Instant backendStart, Client client, Activity activity, Traits traits) {
    /** The {@code backend_type} of a session that uses a connection slot. */
    public static final String CLIENT_BACKEND = "client backend";

    /**
     * The client of a session. A name is null if it is not set or not visible.
     *
     * @param address the address without a mask; null on a Unix socket
     */
    public record Client(
            @Nullable String user,
            @Nullable String application,
            @Nullable String database,
            @Nullable String address) {
        private static final Client UNKNOWN = new Client(null, null, null, null);
    }

    /**
     * The activity of a session. A time is null if it is unknown.
     *
     * @param queryId id of the last statement; null if the server computes none
     * @param blocking number of sessions that wait for a lock of this session
     */
    public record Activity(
            SessionState state,
            @Nullable Instant stateChange,
            @Nullable Instant xactStart,
            @Nullable Instant queryStart,
            @Nullable Long queryId,
            int blocking) {
        private static final Activity UNKNOWN = new Activity(SessionState.UNKNOWN, null, null, null, null, 0);
    }

    /**
     * The traits of a session that can protect it (G5).
     *
     * @param backendType null if not visible; only {@value #CLIENT_BACKEND} can be a candidate
     * @param superuser true if the role of the session is a superuser
     * @param own true for a session of Connwarden
     * @param replication true for a replication connection
     * @param listening true if LISTEN is known to be active
     * @param holdsAdvisoryLock true if the session holds an advisory lock
     * @param backup true for a backup or a dump
     */
    public record Traits(
            @Nullable String backendType,
            boolean superuser,
            boolean own,
            boolean replication,
            boolean listening,
            boolean holdsAdvisoryLock,
            boolean backup) {
        private static final Traits UNKNOWN = new Traits(null, false, false, false, false, false, false);
    }

    /** Returns a session that a command named and the sample does not contain. Only its identity is known. */
    public static Session notFound(SessionId id) {
        return new Session(id.pid(), id.backendStart(), Client.UNKNOWN, Activity.UNKNOWN, Traits.UNKNOWN);
    }

    /** Returns the identity, or empty if the backend start is not visible. */
    public Optional<SessionId> id() {
        return Optional.ofNullable(backendStart).map(start -> new SessionId(pid, start));
    }

    public SessionState state() {
        return activity.state();
    }

    /** Returns true if the session is visible enough for a decision. */
    public boolean isVisible() {
        return backendStart != null && traits.backendType() != null && state() != SessionState.UNKNOWN;
    }

    /** Returns the age of the state at {@code serverNow}, or empty if it is unknown. */
    public Optional<Duration> stateAge(Instant serverNow) {
        return age(activity.stateChange(), serverNow);
    }

    /** Returns the age of the transaction at {@code serverNow}, or empty if there is none or it is unknown. */
    public Optional<Duration> transactionAge(Instant serverNow) {
        return age(activity.xactStart(), serverNow);
    }

    /** Returns the age of the last query at {@code serverNow}, or empty if it is unknown. */
    public Optional<Duration> queryAge(Instant serverNow) {
        return age(activity.queryStart(), serverNow);
    }

    private static Optional<Duration> age(@Nullable Instant since, Instant serverNow) {
        return Optional.ofNullable(since).map(start -> Duration.between(start, serverNow));
    }
}
