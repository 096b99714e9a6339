package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.LeasedConnection;
import io.connwarden.client.jdbc.ReadCheck;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stage that runs one attempt of a query: acquires a lease, runs the query on it, and returns the connection. */
final class AttemptStage implements Stage {
    private final LaneSelector lanes;
    private final StaleConnectionHint staleHint;
    private final NanoClock clock;

    AttemptStage(LaneSelector lanes, StaleConnectionHint staleHint, NanoClock clock) {
        this.lanes = lanes;
        this.staleHint = staleHint;
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        AttemptTracker tracker = new AttemptTracker();
        ConnectionLease lease = lanes.acquire(call, tracker, QueryOptions.MAX_TIMEOUT);
        call.beginAttempt(lease.lane());
        lease.startMonitoring();
        try {
            return run(lease, query);
        } finally {
            lease.endQuery();
            reportToScope(call, tracker);
        }
    }

    /** The enclosing scope must not be repeated after a query in it has changed data. */
    private static void reportToScope(Call call, AttemptTracker tracker) {
        AttemptTracker enclosing = call.enclosing();
        if (enclosing != null && call.type() != QueryType.READ && !call.isIdempotent()) {
            enclosing.addCommits(tracker);
        }
    }

    private <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) {
        AttemptTracker tracker = lease.tracker();
        T answer;
        try {
            answer = inTimeout(lease, () -> runInScope(lease, query));
        } catch (SQLException e) {
            SQLException behind = tracker.failureBehind(e);
            throw failed(lease, behind == null ? e : behind, null);
        } catch (RuntimeException e) {
            SQLException behind = tracker.failureBehind(e);
            throw behind == null || e instanceof QueryException ? e : failed(lease, behind, e);
        }
        SQLException hidden = tracker.failureBehindResult();
        if (hidden != null) {
            throw failed(lease, hidden, null);
        }
        return answer;
    }

    private RuntimeException failed(ConnectionLease lease, SQLException failure, @Nullable Throwable thrown) {
        staleHint.raiseAfter(lease.tracker(), failure);
        AttemptFailure attempt =
                new AttemptFailure(Phase.RUNNING, lease.tracker().commits(), failure);
        return AttemptExceptions.of(lease.call(), lease.tracker(), attempt, thrown, clock.nanos());
    }

    /** The run of a query on its leased connection. */
    private interface Run<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    private static <T extends @Nullable Object> T inTimeout(ConnectionLease lease, Run<T> run) throws SQLException {
        Duration raised = RaisedTimeout.of(lease);
        if (raised == null) {
            return run.run();
        }
        RaisedTimeout.set(lease, raised);
        try {
            return run.run();
        } finally {
            RaisedTimeout.restore(lease);
        }
    }

    private <T extends @Nullable Object> T runInScope(ConnectionLease lease, Query<T> query) throws SQLException {
        if (lease.call().type() == QueryType.TRANSACTION) {
            return new RouterTransaction(lease, clock).run(query);
        }
        Call call = lease.call();
        if (!lease.connection().getAutoCommit()) {
            // The pool may be configured so for other users of its connections; the pool resets it.
            lease.connection().setAutoCommit(true);
        }
        ReadCheck check = call.rejectsChanges() ? ReadCheck.of(call.name()) : ReadCheck.NONE;
        LeasedConnection connection = LeasedConnection.forQuery(
                lease.connection(), new LeaseControl(lease, clock, () -> {}), lease.tracker(), check);
        try {
            return query.run(connection);
        } finally {
            connection.reportLoss();
        }
    }
}
