package io.connwarden.console.sessions;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it. A value is null if it is not set or not visible. Ages are in seconds, by the clock of
 * the server at the time of the sample, not below 0.
 *
 * @param queryId null unless a query runs
 * @param client null for a connection by a Unix socket
 * @param queryAgeSeconds null unless a query runs
 * @param waitsFor pids of the sessions that this session waits for; 0 for a prepared transaction
 * @param blocks the number of sessions that wait for this one directly
 */
record SessionItem(
        @Nullable String sessionId,
        @Nullable String transactionId,
        @Nullable String queryId,
        int pid,
        @Nullable Instant backendStart,
        @Nullable String user,
        @Nullable String application,
        @Nullable String database,
        @Nullable String client,
        @Nullable String state,
        @Nullable Double stateAgeSeconds,
        @Nullable Double transactionAgeSeconds,
        @Nullable Double queryAgeSeconds,
        @Nullable Double sessionAgeSeconds,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        List<Integer> waitsFor,
        int blocks,
        @JsonProperty("class") @Nullable SessionClass sessionClass,
        @Nullable String guard) {

    static SessionItem of(Row row, Instant serverTime, int blocks) {
        Instant query = runningQuery(row);
        return new SessionItem(
                SessionKeys.session(row.pid(), row.backendStart()),
                SessionKeys.transaction(row.pid(), row.xactStart()),
                SessionKeys.query(row.pid(), query),
                row.pid(),
                row.backendStart(),
                row.user(),
                row.application(),
                row.database(),
                row.clientAddress(),
                row.state(),
                age(row.stateChange(), serverTime),
                age(row.xactStart(), serverTime),
                age(query, serverTime),
                age(row.backendStart(), serverTime),
                row.waitEventType(),
                row.waitEvent(),
                row.blockedBy(),
                blocks,
                row.sessionClass(),
                row.guard());
    }

    /** The start of the query in a session that is not active is that of an earlier query. */
    private static @Nullable Instant runningQuery(Row row) {
        return "active".equals(row.state()) || "fastpath function call".equals(row.state()) ? row.queryStart() : null;
    }

    static @Nullable Double age(@Nullable Instant since, Instant serverTime) {
        return since == null
                ? null
                : Math.max(0, Duration.between(since, serverTime).toMillis()) / 1000.0;
    }
}
