package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.SqlStatements.RowReader;
import io.connwarden.sql.Timestamps;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The read-only queries of a target.
 *
 * <p>Each call is one statement in autocommit mode, except {@link #sample}, {@link #observe} and {@link #observeSessions}. Counts are of the
 * client backends of the whole server. All methods may throw {@link TargetException}. Thread-safe.
 */
public final class TargetQueries {
    /** The number of prepared transactions in an observation. */
    private static final int MAX_PREPARED_TRANSACTIONS = 5;

    /** The number of foreseen zombies in an observation, unless the threshold of status WARNING needs more. */
    private static final int MAX_UPCOMING_ZOMBIES = 1_000;

    private final TargetSession target;

    public TargetQueries(TargetSession target) {
        this.target = target;
    }

    /** Creates queries that open a session each. */
    public TargetQueries(DataSource target) {
        this(TargetSession.openedPerCall(target));
    }

    /**
     * A sample of a target.
     *
     * @param sessions the client sessions by descending age of their state
     * @param startedAtNanos {@link System#nanoTime} before the first statement
     */
    public record TargetSample(
            Observation observation, List<SessionRow> sessions, ServerClock clock, long startedAtNanos) {
        public TargetSample {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * An observation with its sessions.
     *
     * @param sessions the sessions that block others, then those with the longest transactions and states
     */
    public record ObservedSessions(Observation observation, List<SessionSnapshot.Row> sessions) {
        public ObservedSessions {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A reading of the clock of a server.
     *
     * @param time the time of the server
     * @param readAtNanos {@link System#nanoTime} after the reading
     */
    public record ServerClock(Instant time, long readAtNanos) {
        /**
         * Returns the time of the server at a moment of this process. It is never too late, and too early by at most
         * the duration of the reading.
         *
         * @param nanos a value of {@link System#nanoTime}
         */
        public Instant at(long nanos) {
            return time.plusNanos(nanos - readAtNanos);
        }
    }

    /**
     * A query that ran at a decision.
     *
     * @param stateChange the {@code state_change} of its session at the decision; null for any
     */
    public record RunningQuery(SessionId session, @Nullable Instant stateChange) {}

    /**
     * The present state of a session.
     *
     * @param stateChange null if it is not visible
     * @param queryStart start of the current query, or of the last query of an idle session; null if it is not visible
     */
    public record PresentState(
            SessionId session,
            @Nullable Instant stateChange,
            @Nullable Instant queryStart) {}

    /**
     * Counts and returns all sessions. All statements use one connection, so that counts, clock and sessions are of
     * one server, also during a failover.
     *
     * @param name the target id in the observation
     * @param maxApplications maximum number of applications in the observation; 0 or more
     */
    public TargetSample sample(String name, Thresholds thresholds, int maxApplications) {
        return call(connection -> {
            long start = System.nanoTime();
            Observation observation = observe(connection, name, thresholds, maxApplications);
            List<SessionRow> sessions = TargetStatement.SESSIONS.query(connection, on -> {}, SessionReader::read);
            Instant time = TargetStatement.CLOCK
                    .query(connection, on -> {}, row -> Timestamps.readRequired(row, "now"))
                    .get(0);
            return new TargetSample(observation, sessions, new ServerClock(time, System.nanoTime()), start);
        });
    }

    /**
     * Counts all sessions in one pass, in total, for the largest applications and for the fullest connection limits,
     * and reads the prepared transactions.
     *
     * @param name the target id in the observation
     * @param maxApplications maximum number of applications in the observation; 0 or more
     */
    public Observation observe(String name, Thresholds thresholds, int maxApplications) {
        return call(connection -> observe(connection, name, thresholds, maxApplications));
    }

    /**
     * Counts all sessions as {@link #observe}, and lists them by the same reading of the activity.
     *
     * @param maxSessions maximum number of listed sessions; 0 or more
     */
    public ObservedSessions observeSessions(String name, Thresholds thresholds, int maxApplications, int maxSessions) {
        return call(connection -> {
            ObservationCollector rows = collect(connection, name, thresholds, maxApplications, maxSessions);
            return new ObservedSessions(rows.observation(), rows.sessions());
        });
    }

    private static Observation observe(Connection connection, String name, Thresholds thresholds, int maxApplications)
            throws SQLException {
        return collect(connection, name, thresholds, maxApplications, 0).observation();
    }

    private static ObservationCollector collect(
            Connection connection, String name, Thresholds thresholds, int maxApplications, int maxSessions)
            throws SQLException {
        ObservationCollector rows = new ObservationCollector(name);
        TargetStatement.OBSERVE.query(connection, on -> bind(on, thresholds, maxApplications, maxSessions), rows::add);
        TargetStatement.PREPARED_TRANSACTIONS.query(connection, on -> bindPrepared(on, thresholds), rows::addPrepared);
        return rows;
    }

    /** Returns the number of backends connected to a database, background workers included. Cheap, for the tripwire. */
    public int backendCount() {
        return queryOne(TargetStatement.BACKENDS, row -> row.getInt("backends"));
    }

    /** Returns the client sessions by descending age of their state, sessions with an unknown type included. */
    public List<SessionRow> sessions() {
        return query(TargetStatement.SESSIONS, on -> {}, SessionReader::read);
    }

    /** Returns the backends with the given pids that are no client sessions, such as walsenders. */
    public List<SessionRow> otherBackends(Collection<Integer> pids) {
        return query(
                TargetStatement.OTHER_BACKENDS,
                on -> on.setArray(1, on.getConnection().createArrayOf("int4", pids.toArray())),
                SessionReader::readOther);
    }

    /** Returns the sessions that still exist. A session whose pid is reused by another session does not exist. */
    public Set<SessionId> existing(Collection<SessionId> sessions) {
        return new HashSet<>(query(TargetStatement.EXISTING_SESSIONS, on -> bind(on, sessions), SessionReader::id));
    }

    /** Returns the sessions that still run the given query. Cheap enough to be repeated on a server in trouble. */
    public Set<SessionId> stillRunning(Collection<RunningQuery> queries) {
        return new HashSet<>(query(TargetStatement.RUNNING_QUERIES, on -> bindQueries(on, queries), SessionReader::id));
    }

    /** Returns the present state of those of the given sessions that exist. Cheap enough to be repeated. */
    public List<PresentState> presentStates(Collection<SessionId> sessions) {
        return query(
                TargetStatement.SESSION_STATES,
                on -> bind(on, sessions),
                row -> new PresentState(
                        SessionReader.id(row),
                        Timestamps.read(row, "state_change"),
                        Timestamps.read(row, "query_start")));
    }

    /** Returns the share of client backends whose state this role may read, in percent. */
    public double visibility() {
        return queryOne(TargetStatement.VISIBILITY, row -> row.getDouble("visibility_percentage"));
    }

    /**
     * Returns the privileges on objects of the catalog that the role lacks for any statement, each as the middle of a
     * GRANT.
     */
    public List<String> missingPrivileges() {
        String objects = MissingPrivileges.objectsOf(List.of(TargetStatement.values()));
        return Stream.of(TargetStatement.MISSING_SELECT, TargetStatement.MISSING_EXECUTE)
                .flatMap(statement ->
                        query(statement, on -> on.setString(1, objects), row -> row.getString("privilege")).stream())
                .toList();
    }

    private static void bind(PreparedStatement on, Thresholds thresholds, int maxApplications, int maxSessions)
            throws SQLException {
        on.setDouble(1, Seconds.of(thresholds.zombie()));
        on.setDouble(2, Seconds.of(thresholds.longIdle()));
        on.setDouble(3, Seconds.of(thresholds.longRunning()));
        on.setDouble(4, Seconds.of(thresholds.stuckTransaction()));
        on.setInt(5, maxApplications);
        on.setInt(6, Math.max(MAX_UPCOMING_ZOMBIES, thresholds.warningZombies() + 1));
        on.setInt(7, maxSessions);
    }

    private static void bindPrepared(PreparedStatement on, Thresholds thresholds) throws SQLException {
        on.setDouble(1, Seconds.of(thresholds.preparedTransaction()));
        on.setInt(2, MAX_PREPARED_TRANSACTIONS);
    }

    private static void bind(PreparedStatement on, Collection<SessionId> sessions) throws SQLException {
        Connection connection = on.getConnection();
        Object[] pids = sessions.stream().map(SessionId::pid).toArray();
        Object[] starts = sessions.stream()
                .map(session -> session.backendStart().toString())
                .toArray();
        Array pidArray = connection.createArrayOf("int4", pids);
        on.setArray(1, pidArray);
        on.setArray(2, connection.createArrayOf("text", starts));
    }

    private static void bindQueries(PreparedStatement on, Collection<RunningQuery> queries) throws SQLException {
        bind(on, queries.stream().map(RunningQuery::session).toList());
        Object[] stateChanges = queries.stream()
                .map(query ->
                        query.stateChange() == null ? null : query.stateChange().toString())
                .toArray();
        on.setArray(3, on.getConnection().createArrayOf("text", stateChanges));
    }

    private <T> T queryOne(TargetStatement statement, RowReader<T> reader) {
        return query(statement, on -> {}, reader).get(0);
    }

    private <T> List<T> query(TargetStatement statement, Parameters parameters, RowReader<T> reader) {
        return call(connection -> statement.query(connection, parameters, reader));
    }

    private <T> T call(TargetSession.Call<T> call) {
        try {
            return target.read(call);
        } catch (SQLException e) {
            throw new TargetException(e);
        }
    }
}
