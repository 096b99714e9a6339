package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client backend as one look saw it. Instants are the target server's own.
 *
 * @param pid process id of the backend
 * @param backendStart null when our role may not see it: such a session has no identity and is never a candidate
 * @param clientAddress as text, without a mask; null on a Unix socket
 * @param backendType null when our role may not see it; only {@value #CLIENT_BACKEND} can be a candidate
 * @param superuser whether the session's role is a superuser
 * @param own whether it belongs to one of Connwarden's own services
 * @param replication whether it streams to a standby or a subscriber
 * @param listening whether it is known to LISTEN
 * @param holdsAdvisoryLock whether it holds an advisory lock
 * @param backup whether it looks like a backup or a dump
 * @param blocking how many sessions wait on a lock that this one holds
 * @param queryId identifies its latest statement; null where the server computes none
 */
public record Session(
        int pid,
        @Nullable Instant backendStart,
        @Nullable String user,
        @Nullable String application,
        @Nullable String database,
        @Nullable String clientAddress,
        SessionState state,
        @Nullable Instant stateChange,
        @Nullable Instant xactStart,
        @Nullable Instant queryStart,
        @Nullable String backendType,
        boolean superuser,
        boolean own,
        boolean replication,
        boolean listening,
        boolean holdsAdvisoryLock,
        boolean backup,
        int blocking,
        @Nullable Long queryId) {

    /** The {@code backend_type} of a session that occupies a connection slot. */
    public static final String CLIENT_BACKEND = "client backend";

    /** A session that a command named and no look found: nothing is known of it but its name. */
    public static Session notFound(SessionId id) {
        return new Session(
                id.pid(),
                id.backendStart(),
                null,
                null,
                null,
                null,
                SessionState.UNKNOWN,
                null,
                null,
                null,
                null,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                null);
    }

    /** The identity, unless our role may not see enough of the session to have one. */
    public Optional<SessionId> id() {
        return Optional.ofNullable(backendStart).map(start -> new SessionId(pid, start));
    }

    /** Whether enough of the session can be seen to judge it at all. */
    public boolean isVisible() {
        return backendStart != null && backendType != null && state != SessionState.UNKNOWN;
    }

    /** How long it has been in its state at {@code serverNow}; empty when that is not known. */
    public Optional<Duration> stateAge(Instant serverNow) {
        return age(stateChange, serverNow);
    }

    /** How long its transaction has been open at {@code serverNow}; empty when none is, or it is not known. */
    public Optional<Duration> transactionAge(Instant serverNow) {
        return age(xactStart, serverNow);
    }

    /** How long ago its latest query began at {@code serverNow}; empty when that is not known. */
    public Optional<Duration> queryAge(Instant serverNow) {
        return age(queryStart, serverNow);
    }

    private static Optional<Duration> age(@Nullable Instant since, Instant serverNow) {
        return Optional.ofNullable(since).map(start -> Duration.between(start, serverNow));
    }
}
