package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One client session as a server shows it at one moment. What is null is unknown, not absent: a role without
 * {@code pg_read_all_stats} sees no state, start or address of others.
 *
 * @param pid process id of the backend
 * @param backendStart null when it may not be seen; such a session has no identity and is never signalled
 * @param user role name; null when the role has been dropped meanwhile
 * @param application {@code application_name}; null when the session never set one
 * @param clientAddress null on a unix socket, or when it may not be seen
 * @param state as {@code pg_stat_activity} names it; null while the session starts, or when it may not be seen
 * @param stateChange when the state was entered
 * @param xactStart start of the open transaction. For an aborted one, which the server no longer dates, the moment
 *     it aborted; null when none is open
 * @param queryStart start of the running query, of the last one when idle
 * @param backendType {@code client backend}; null when it may not be seen
 * @param superuser the role is a superuser: signalling needs to be one, too
 * @param connwardenSession a session of Connwarden itself
 * @param listening the last statement was LISTEN, as far as can be seen: ending it loses notifications silently
 * @param holdsAdvisoryLock holds a granted advisory lock, perhaps as a leader's mandate
 * @param replication its role may replicate, or the program is known to copy or replicate the server
 * @param backup looks like a dump or a base backup, by program name or last statement
 * @param blockedSessions sessions that wait for a lock because of this one, directly
 * @param queryId identifies the statement; null before PostgreSQL 14 and where the server computes none
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

    /** Null when the start of the backend may not be seen. */
    public @Nullable SessionId id() {
        return backendStart == null ? null : new SessionId(pid, backendStart);
    }
}
