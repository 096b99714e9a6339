package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** The parameters of the statements for targets. */
final class TargetParameters {
    /** The number of prepared transactions in an observation. */
    private static final int MAX_PREPARED_TRANSACTIONS = 5;

    /** The number of foreseen zombies in an observation, unless the threshold of status WARNING needs more. */
    private static final int MAX_UPCOMING_ZOMBIES = 1_000;

    private TargetParameters() {}

    static void setObservation(PreparedStatement on, Thresholds thresholds, int maxApplications, int maxSessions)
            throws SQLException {
        on.setDouble(1, Seconds.of(thresholds.zombie()));
        on.setDouble(2, Seconds.of(thresholds.longIdle()));
        on.setDouble(3, Seconds.of(thresholds.longRunning()));
        on.setDouble(4, Seconds.of(thresholds.stuckTransaction()));
        on.setInt(5, maxApplications);
        on.setInt(6, Math.max(MAX_UPCOMING_ZOMBIES, thresholds.warningZombies() + 1));
        on.setInt(7, maxSessions);
    }

    static void setPreparedTransactions(PreparedStatement on, Thresholds thresholds) throws SQLException {
        on.setDouble(1, Seconds.of(thresholds.preparedTransaction()));
        on.setInt(2, MAX_PREPARED_TRANSACTIONS);
    }

    static void setSessions(PreparedStatement on, Collection<SessionId> sessions) throws SQLException {
        Connection connection = on.getConnection();
        Object[] pids = sessions.stream().map(SessionId::pid).toArray();
        Object[] starts = sessions.stream()
                .map(session -> session.backendStart().toString())
                .toArray();
        Array pidArray = connection.createArrayOf("int4", pids);
        on.setArray(1, pidArray);
        on.setArray(2, connection.createArrayOf("text", starts));
    }

    static void setQueries(PreparedStatement on, Collection<RunningQuery> queries) throws SQLException {
        setSessions(on, queries.stream().map(RunningQuery::session).toList());
        Object[] stateChanges = queries.stream()
                .map(query ->
                        query.stateChange() == null ? null : query.stateChange().toString())
                .toArray();
        on.setArray(3, on.getConnection().createArrayOf("text", stateChanges));
    }

    static void setPids(PreparedStatement on, Collection<Integer> pids) throws SQLException {
        on.setArray(1, on.getConnection().createArrayOf("int4", pids.toArray()));
    }
}
