package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.SqlStatements.RowReader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What is asked of a watched server without touching it.
 *
 * <p>Safe for use by several threads as far as the data source is. Each call is one statement in autocommit; counts
 * are of client backends of the whole server. Every call may throw {@link TargetException}.
 */
public final class TargetQueries {
    private final DataSource target;

    public TargetQueries(DataSource target) {
        this.target = target;
    }

    /**
     * Counts all sessions in one pass, with the largest applications.
     *
     * @param name the target's id, as the observation shall carry it
     * @param maxApplications how many applications at most, largest first; 0 or more
     */
    public Observation observe(String name, Thresholds thresholds, int maxApplications) {
        ObservationCollector rows = new ObservationCollector(name);
        query(TargetStatement.OBSERVE, on -> bind(on, thresholds, maxApplications), rows::add);
        return rows.observation();
    }

    /** The tripwire: backends connected to a database, background ones included. Costs a fraction of a full sample. */
    public int backendCount() {
        return queryOne(TargetStatement.BACKENDS, row -> row.getInt("backends"));
    }

    /** Client sessions, those whose kind may not be seen included; the longest in their state first. */
    public List<SessionRow> sessions() {
        return query(TargetStatement.SESSIONS, on -> {}, SessionReader::read);
    }

    /** Which of these sessions still exist. A pid that belongs to another session now is not among them. */
    public Set<SessionId> existing(Collection<SessionId> sessions) {
        return new HashSet<>(query(TargetStatement.EXISTING_SESSIONS, on -> bind(on, sessions), SessionReader::id));
    }

    /** Share of client backends whose state this role may read, 0 to 100. */
    public double visibility() {
        return queryOne(TargetStatement.VISIBILITY, row -> row.getDouble("visibility_percentage"));
    }

    private static void bind(PreparedStatement on, Thresholds thresholds, int topApplications) throws SQLException {
        on.setDouble(1, Seconds.of(thresholds.zombie()));
        on.setDouble(2, Seconds.of(thresholds.longIdle()));
        on.setDouble(3, Seconds.of(thresholds.longRunning()));
        on.setDouble(4, Seconds.of(thresholds.stuckTransaction()));
        on.setInt(5, topApplications);
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

    private <T> T queryOne(TargetStatement statement, RowReader<T> reader) {
        return query(statement, on -> {}, reader).get(0);
    }

    private <T> List<T> query(TargetStatement statement, Parameters parameters, RowReader<T> reader) {
        try (Connection connection = target.getConnection()) {
            return SqlStatements.query(connection, statement.sql(), parameters, reader);
        } catch (SQLException e) {
            throw new TargetException(e);
        }
    }
}
