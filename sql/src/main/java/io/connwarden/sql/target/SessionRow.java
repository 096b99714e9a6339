package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One client session as {@code pg_stat_activity} shows it. Null means unknown: a role without
 * {@code pg_read_all_stats} reads no state, start or address of other sessions.
 *
 * @param pid process id of the backend
 * @param backendStart null if it is not visible; such a session has no identity and is never signalled
 * @param user role name; null if the role was dropped
 * @param application {@code application_name}; null if it is empty
 * @param clientAddress null for a Unix socket, or if it is not visible
 * @param state the state in the words of {@code pg_stat_activity}; null while the session starts, or if it is not visible
 * @param stateChange time of the last state change
 * @param xactStart start of the open transaction; for an aborted transaction the time of the abort; null without one
 * @param queryStart start of the current query, or of the last query of an idle session
 * @param backendType {@code client backend}; null if it is not visible
 * @param superuser true if the role is a superuser; only a superuser may signal the session
 * @param connwardenSession true for a session of Connwarden
 * @param listening true if the last statement was LISTEN; terminating the session loses notifications
 * @param holdsAdvisoryLock true if the session holds an advisory lock, for example for a leader election
 * @param replication true if the role may replicate, or the application is known to replicate
 * @param backup true if the application name or the last statement is that of a dump or backup
 * @param blockedSessions number of sessions that wait for a lock of this session
 * @param queryId id of the statement; null before PostgreSQL 14, and if the server does not compute it
 */
public record SessionRow(
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
        @Nullable String backendType,
        boolean superuser,
        boolean connwardenSession,
        boolean listening,
        boolean holdsAdvisoryLock,
        boolean replication,
        boolean backup,
        int blockedSessions,
        @Nullable Long queryId) {

    /** Returns the identity, or null if the start of the backend is not visible. */
    public @Nullable SessionId id() {
        return backendStart == null ? null : new SessionId(pid, backendStart);
    }
}
