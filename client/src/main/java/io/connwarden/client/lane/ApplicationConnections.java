package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.LeasedConnection;
import io.connwarden.client.jdbc.ReadCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
     * @param current returns the scope of the thread that uses the connection, or null outside a scope
     * @param onEnd called once, after the connection was returned
     * @throws AttemptFailedException if no connection was acquired
     * @throws io.connwarden.client.query.QueryException if the call is over
     */
    public Connection connect(
            Call call,
            AttemptTracker tracker,
            boolean boundToThread,
            Supplier<@Nullable WorkScope> current,
            Runnable onEnd) {
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
            Connection connection = open(lease, current, onEnd);
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

    private Connection open(ConnectionLease lease, Supplier<@Nullable WorkScope> current, Runnable onEnd)
            throws SQLException {
        Duration raised = RaisedTimeout.of(lease);
        if (raised != null) {
            RaisedTimeout.set(lease, raised);
        }
        WorkScope own = new WorkScope(lease.call(), lease.tracker());
        return LeasedConnection.forDataSource(
                lease.connection(),
                new LeaseControl(lease, clock, () -> end(lease, raised != null, onEnd)),
                () -> scope(own, current).tracker(),
                () -> readCheck(scope(own, current)));
    }

    /** A connection may be used in another scope than that in which it was acquired, or after its end. */
    private static WorkScope scope(WorkScope own, Supplier<@Nullable WorkScope> current) {
        WorkScope now = current.get();
        return now == null ? own : now;
    }

    private static ReadCheck readCheck(WorkScope scope) {
        Call call = scope.call();
        return call.rejectsChanges() && !scope.tracker().hasEnded() ? ReadCheck.of(call.name()) : ReadCheck.NONE;
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
