package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client session as {@code pg_stat_activity} shows it. Null means unknown: a role without {@code pg_read_all_stats}
 * reads no state, start or address of other sessions. The decision code of the actuator has another session type,
 * because decision code does not depend on module sql.
 *
 * @param pid process id of the backend
 * @param backendStart null if it is not visible; such a session has no identity and is never signalled
 * @param user role name; null if the role was dropped
 * @param application {@code application_name}; null if it is empty
 * @param clientAddress null for a Unix socket, or if it is not visible
 * @param state the state in the words of {@code pg_stat_activity}; null while the session starts, or if it is not
 *     visible
 * @param stateChange time of the last state change
 * @param xactStart start of the open transaction; for an aborted transaction the time of the abort; null without one
 * @param queryStart start of the current query, or of the last query of an idle session
 * @param backendType {@code client backend}; null if it is not visible
 * @param superuser true if the role is a superuser; only a superuser may signal the session
 * @param connwardenSession true for a session of Connwarden
 * @param listening true if the last statement was LISTEN, or may have been; terminating the session loses notifications
 * @param holdsAdvisoryLock true if the session holds an advisory lock, for example for a leader election
 * @param replication true if the application is known to replicate
 * @param backup true if the application name or the last statement is that of a dump or backup
 * @param blockedSessions number of sessions that wait for a lock of this session
 * @param waitsForClient true if the state is {@code active} and the session waits for a message of its client. An idle
 *     session and an {@code idle in transaction} session wait too and have false here
 * @param waitsForLock true if the session waits for a lock
 * @param waitsForTableLock true if that lock is a table lock that queries or writes conflict with, as DDL takes it
 * @param blockedBy pids of the backends that the session waits for; 0 is a prepared transaction; empty if the session
 *     waits for none, or is not among those that wait longest
 * @param maintenance true if {@code pg_stat_progress_*} lists the session, or its statement is a COPY
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
        boolean waitsForClient,
        boolean waitsForLock,
        boolean waitsForTableLock,
        List<Integer> blockedBy,
        boolean maintenance,
        @Nullable Long queryId) {
    public SessionRow {
        blockedBy = List.copyOf(blockedBy);
    }

    /** Returns the identity, or null if the start of the backend is not visible. */
    public @Nullable SessionId id() {
        return backendStart == null ? null : new SessionId(pid, backendStart);
    }

    static Builder builder() {
        return new Builder();
    }

    /** The builder of a row, by name: two swapped flags of a positional constructor would compile. Not thread-safe. */
    static final class Builder {
        private int pid;
        private @Nullable Instant backendStart;
        private @Nullable String user;
        private @Nullable String database;
        private @Nullable String application;
        private @Nullable String clientAddress;
        private @Nullable String state;
        private @Nullable Instant stateChange;
        private @Nullable Instant xactStart;
        private @Nullable Instant queryStart;
        private @Nullable String backendType;
        private boolean superuser;
        private boolean connwardenSession;
        private boolean listening;
        private boolean holdsAdvisoryLock;
        private boolean replication;
        private boolean backup;
        private int blockedSessions;
        private boolean waitsForClient;
        private boolean waitsForLock;
        private boolean waitsForTableLock;
        private List<Integer> blockedBy = List.of();
        private boolean maintenance;
        private @Nullable Long queryId;

        private Builder() {}

        Builder pid(int pid) {
            this.pid = pid;
            return this;
        }

        Builder backendStart(@Nullable Instant backendStart) {
            this.backendStart = backendStart;
            return this;
        }

        Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        Builder database(@Nullable String database) {
            this.database = database;
            return this;
        }

        Builder application(@Nullable String application) {
            this.application = application;
            return this;
        }

        Builder clientAddress(@Nullable String clientAddress) {
            this.clientAddress = clientAddress;
            return this;
        }

        Builder state(@Nullable String state) {
            this.state = state;
            return this;
        }

        Builder stateChange(@Nullable Instant stateChange) {
            this.stateChange = stateChange;
            return this;
        }

        Builder xactStart(@Nullable Instant xactStart) {
            this.xactStart = xactStart;
            return this;
        }

        Builder queryStart(@Nullable Instant queryStart) {
            this.queryStart = queryStart;
            return this;
        }

        Builder backendType(@Nullable String backendType) {
            this.backendType = backendType;
            return this;
        }

        Builder superuser(boolean superuser) {
            this.superuser = superuser;
            return this;
        }

        Builder connwardenSession(boolean connwardenSession) {
            this.connwardenSession = connwardenSession;
            return this;
        }

        Builder listening(boolean listening) {
            this.listening = listening;
            return this;
        }

        Builder holdsAdvisoryLock(boolean holdsAdvisoryLock) {
            this.holdsAdvisoryLock = holdsAdvisoryLock;
            return this;
        }

        Builder replication(boolean replication) {
            this.replication = replication;
            return this;
        }

        Builder backup(boolean backup) {
            this.backup = backup;
            return this;
        }

        Builder blockedSessions(int blockedSessions) {
            this.blockedSessions = blockedSessions;
            return this;
        }

        Builder waitsForClient(boolean waitsForClient) {
            this.waitsForClient = waitsForClient;
            return this;
        }

        Builder waitsForLock(boolean waitsForLock) {
            this.waitsForLock = waitsForLock;
            return this;
        }

        Builder waitsForTableLock(boolean waitsForTableLock) {
            this.waitsForTableLock = waitsForTableLock;
            return this;
        }

        Builder blockedBy(List<Integer> blockedBy) {
            this.blockedBy = blockedBy;
            return this;
        }

        Builder maintenance(boolean maintenance) {
            this.maintenance = maintenance;
            return this;
        }

        Builder queryId(@Nullable Long queryId) {
            this.queryId = queryId;
            return this;
        }

        SessionRow build() {
            return new SessionRow(
                    pid,
                    backendStart,
                    user,
                    database,
                    application,
                    clientAddress,
                    state,
                    stateChange,
                    xactStart,
                    queryStart,
                    backendType,
                    superuser,
                    connwardenSession,
                    listening,
                    holdsAdvisoryLock,
                    replication,
                    backup,
                    blockedSessions,
                    waitsForClient,
                    waitsForLock,
                    waitsForTableLock,
                    blockedBy,
                    maintenance,
                    queryId);
        }
    }
}
