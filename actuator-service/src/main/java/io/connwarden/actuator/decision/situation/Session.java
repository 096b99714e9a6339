package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client backend in one sample. All times are from the clock of the target server.
 *
 * @param pid process id of the backend
 * @param backendStart null if not visible to the role of Connwarden; such a session is never a candidate
 */
public record Session(
        int pid, @Nullable Instant backendStart, Client client, Activity activity, Traits traits, Work work) {
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

    /**
     * The command of a session, and the client or the lock that it waits for.
     *
     * @param waitsForClient true if the state is not idle and the session waits for the next message of its client
     * @param waitsForLock true if the session waits for a lock
     * @param waitsForTableLock true if that lock is a table lock that queries or writes conflict with, as DDL takes it
     * @param blockedBy pids of the backends that the session waits for; 0 for a prepared transaction; empty if unknown
     * @param maintenance true for a command with a progress view, such as CREATE INDEX, VACUUM or COPY
     */
    public record Work(
            boolean waitsForClient,
            boolean waitsForLock,
            boolean waitsForTableLock,
            List<Integer> blockedBy,
            boolean maintenance) {
        /** The work of a session that waits for nothing. */
        public static final Work UNBLOCKED = new Work(false, false, false, List.of(), false);

        public Work {
            blockedBy = List.copyOf(blockedBy);
        }
    }

    /** Creates a session that waits for nothing. */
    public Session(int pid, @Nullable Instant backendStart, Client client, Activity activity, Traits traits) {
        this(pid, backendStart, client, activity, traits, Work.UNBLOCKED);
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

    /**
     * Returns true if the session waits for its client in the middle of a transaction or of an exchange of the extended
     * protocol. A cancel has no effect on it.
     */
    public boolean waitsForClientInTransaction() {
        return state().isIdleInTransaction()
                || (work.waitsForClient() && (state() == SessionState.ACTIVE || state() == SessionState.FASTPATH));
    }

    /** Returns true if the session waits for its client, and is not in a command that reads data from its client. */
    public boolean ignoresCancel() {
        return waitsForClientInTransaction() && !work.maintenance();
    }

    /** Returns true if the session uses a connection of the limit of a role or database. */
    public boolean countsAgainst(ConnectionLimit limit) {
        return limit.name().equals(limit.scope() == ConnectionLimit.Scope.ROLE ? client.user() : client.database());
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
