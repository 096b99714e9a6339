package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.LeasedConnection;
import io.connwarden.client.jdbc.ReadCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The source of connections that the application acquires and closes itself, through a data source. Thread-safe. */
public final class ApplicationConnections {
    private final LaneSelector lanes;
    private final StaleConnectionHint staleHint;
    private final Duration maxPermitWait;
    private final NanoClock clock;

    ApplicationConnections(LaneSelector lanes, StaleConnectionHint staleHint, Duration maxPermitWait, NanoClock clock) {
        this.lanes = lanes;
        this.staleHint = staleHint;
        this.maxPermitWait = maxPermitWait;
        this.clock = clock;
    }

    /**
     * Acquires a connection. Its permit and its lease end when the application closes it.
     *
     * @param tracker records the commits and failures of the connection
     * @param boundToThread true if an interrupt of the calling thread cancels a running statement
     * @param onEnd called once, after the connection was returned
     * @throws AttemptFailedException if no connection was acquired
     * @throws io.connwarden.client.query.QueryException if the call is over
     */
    public Connection connect(Call call, AttemptTracker tracker, boolean boundToThread, Runnable onEnd) {
        ConnectionLease lease = lanes.acquire(call, tracker, maxPermitWait);
        if (tracker.beginLease()) {
            call.beginAttempt(lease.lane());
        } else {
            call.useLane(lease.lane());
        }
        if (!boundToThread) {
            lease.unbindFromThread();
        }
        lease.startMonitoring();
        boolean opened = false;
        try {
            Connection connection = open(lease, onEnd);
            opened = true;
            return connection;
        } catch (SQLException e) {
            throw new AttemptFailedException(new AttemptFailure(Phase.CONNECTING, 0, e));
        } finally {
            if (!opened) {
                lease.taint();
                lease.endQuery();
            }
        }
    }

    private Connection open(ConnectionLease lease, Runnable onEnd) throws SQLException {
        Duration raised = RaisedTimeout.of(lease);
        if (raised != null) {
            RaisedTimeout.set(lease, raised);
        }
        Call call = lease.call();
        return LeasedConnection.forDataSource(
                lease.connection(),
                new LeaseControl(lease, clock, () -> end(lease, raised != null, onEnd)),
                lease.tracker(),
                call.rejectsChanges() ? ReadCheck.of(call.name()) : ReadCheck.NONE);
    }

    private void end(ConnectionLease lease, boolean isRaised, Runnable onEnd) {
        try {
            SQLException failure = lease.tracker().failure();
            if (failure != null) {
                staleHint.raiseAfter(lease.tracker(), failure);
            }
            if (isRaised) {
                RaisedTimeout.restore(lease);
            }
        } finally {
            lease.endQuery();
            onEnd.run();
        }
    }
}
