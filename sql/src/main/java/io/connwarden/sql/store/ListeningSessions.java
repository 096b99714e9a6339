package io.connwarden.sql.store;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that were seen to LISTEN. Each stays a listener until it ends, whatever its last statement is. */
public final class ListeningSessions {
    private final JdbcClient jdbc;

    public ListeningSessions(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** A session of a target that was seen to LISTEN. */
    public record ListeningSession(String target, SessionId id) {}

    /** Records sessions that were seen to LISTEN. */
    public void record(Collection<ListeningSession> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        StoreStatement.WRITE_LISTENING_SESSIONS
                .on(jdbc)
                .param("target", ArrayParameter.of("text", sessions, ListeningSession::target))
                .param(
                        "pid",
                        ArrayParameter.of("int4", sessions, each -> each.id().pid()))
                .param(
                        "backendStart",
                        ArrayParameter.of("text", sessions, each -> each.id().backendStart()))
                .update();
    }

    /** Returns the sessions of a target that were seen to LISTEN. */
    public Set<SessionId> find(String target) {
        return new HashSet<>(StoreStatement.LISTENING_SESSIONS
                .on(jdbc)
                .param("target", target)
                .query((row, number) -> new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")))
                .list());
    }

    /**
     * Forgets the sessions of a target that are missing in a sample.
     *
     * @param existing all client sessions of the sample
     * @param sampledAt the time of the sample by the clock of the target
     */
    public void deleteEnded(String target, Collection<SessionId> existing, Instant sampledAt) {
        StoreStatement.DELETE_ENDED_LISTENERS
                .on(jdbc)
                .param("target", target)
                .param("sampledAt", Timestamps.toParameter(sampledAt))
                .param("pid", ArrayParameter.of("int4", existing, SessionId::pid))
                .param("backendStart", ArrayParameter.of("text", existing, SessionId::backendStart))
                .update();
    }
}
