package io.connwarden.standalone.campaign;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.RoundFacts.ObservedSession;
import io.connwarden.standalone.campaign.RoundFacts.Period;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that the workload has opened on the target, and the periods in which each may be ended. Thread-safe. */
final class SessionLedger {
    private final String url;
    private final Map<SessionId, Entry> entries = new ConcurrentHashMap<>();

    SessionLedger(String url) {
        this.url = url;
    }

    private record Entry(String application, List<Period> released) {}

    /** An open session of the workload. */
    record Opened(SessionId id, Connection connection) {}

    /** Opens an innocent session. */
    Opened open(String application) throws SQLException {
        Connection connection = DriverManager.getConnection(url + "&ApplicationName=" + application);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pid, backend_start FROM pg_stat_get_activity(pg_backend_pid())")) {
            row.next();
            SessionId id = new SessionId(
                    row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
            entries.put(id, new Entry(application, new ArrayList<>()));
            return new Opened(id, connection);
        }
    }

    /** Marks a session as a zombie from now on. */
    void release(SessionId id) {
        replace(id, List.of(new Period(Instant.now(), Period.FOREVER)));
    }

    /**
     * Ends the release of a session, which becomes innocent for the idle threshold.
     *
     * @param statementSent a time before its last statement
     */
    void reclaim(SessionId id, Instant statementSent, Duration idleThreshold, Duration grace) {
        Entry entry = entries.get(id);
        if (entry != null) {
            List<Period> released = new ArrayList<>();
            entry.released()
                    .forEach(period ->
                            released.add(new Period(period.from(), Instant.now().plus(grace))));
            released.add(
                    new Period(statementSent.plus(idleThreshold), Instant.now().plus(Duration.ofDays(1))));
            replace(id, released);
        }
    }

    private void replace(SessionId id, List<Period> released) {
        entries.computeIfPresent(id, (key, entry) -> new Entry(entry.application(), released));
    }

    List<ObservedSession> sessions() {
        return entries.entrySet().stream()
                .map(entry -> new ObservedSession(
                        entry.getKey(),
                        entry.getValue().application(),
                        entry.getValue().released()))
                .toList();
    }
}
