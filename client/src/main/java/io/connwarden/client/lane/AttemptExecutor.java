package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.CommitCounter;
import io.connwarden.client.jdbc.LeasedConnection;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.FailureClass;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The executor of one attempt with a permit. Acquires a connection, runs the query, and returns the connection. */
final class AttemptExecutor {
    private final Lane lane;
    private final ConnectionAcquirer connections;
    private final StaleConnectionHint staleHint;
    private final ConnectionReclaimer reclaimer;
    private final DeadlineMonitor monitor;
    private final NanoClock clock;
    private final ExecutionScope autocommit;
    private final ExecutionScope transaction;

    AttemptExecutor(
            Lane lane,
            StaleConnectionHint staleHint,
            ConnectionReclaimer reclaimer,
            DeadlineMonitor monitor,
            NanoClock clock) {
        this.lane = lane;
        this.connections = new ConnectionAcquirer(lane.pool(), staleHint, clock);
        this.staleHint = staleHint;
        this.reclaimer = reclaimer;
        this.monitor = monitor;
        this.clock = clock;
        this.autocommit = new AutocommitScope();
        this.transaction = new TransactionScope(clock);
    }

    LaneLimiter limiter() {
        return lane.limiter();
    }

    /**
     * Executes the attempt and releases the permit.
     *
     * @param maxWait maximum wait for a connection
     */
    <T extends @Nullable Object> T run(Call call, Permit permit, Duration maxWait, Query<T> query) {
        ConnectionLease lease = lease(call, permit, maxWait);
        lease.startMonitoring();
        try {
            return run(lease, query);
        } finally {
            lease.endQuery();
        }
    }

    private ConnectionLease lease(Call call, Permit permit, Duration maxWait) {
        boolean acquired = false;
        try {
            Connection connection = connections.acquire(call, maxWait);
            acquired = true;
            call.beginAttempt(lane.name());
            return new ConnectionLease(call, connection, permit, reclaimer, monitor, clock.nanos());
        } finally {
            if (!acquired) {
                permit.release();
            }
        }
    }

    private <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) {
        Call call = lease.call();
        CommitCounter commits = call.needsCommitCount() ? new CommitCounter() : null;
        try {
            return scopeOf(call).run(lease, connection -> query.run(leased(connection, call, commits)));
        } catch (SQLException e) {
            if (lease.cancelReason() == null && FailureClass.of(e) == FailureClass.CONNECTION_LOST) {
                staleHint.raise();
            }
            int maxCommits = commits == null ? AttemptFailure.UNCOUNTED : commits.maxCommits(e);
            throw AttemptExceptions.of(lease, new AttemptFailure(lease.phase(), maxCommits, e), clock);
        }
    }

    private ExecutionScope scopeOf(Call call) {
        ExecutionScope scope = call.type() == QueryType.TRANSACTION ? transaction : autocommit;
        Duration raised = raisedTimeout(call);
        return raised == null ? scope : new RaisedTimeoutScope(scope, raised, lane.statementBackstop());
    }

    private static Connection leased(Connection connection, Call call, @Nullable CommitCounter commits) {
        if (commits != null) {
            return LeasedConnection.tracked(connection, commits);
        }
        return call.type() == QueryType.TRANSACTION
                ? LeasedConnection.inTransaction(connection)
                : LeasedConnection.untracked(connection);
    }

    /** Returns the statement_timeout for a call with a timeout above the lane's backstop, else null. */
    private @Nullable Duration raisedTimeout(Call call) {
        Duration timeout = call.deadline().timeout();
        if (timeout.compareTo(lane.statementBackstop()) <= 0) {
            return null;
        }
        // The default timeout of a batch is long because of its wait in the queue, not because of its statement.
        boolean isMostlyQueueTime = call.type() == QueryType.BATCH && !call.hasOwnTimeout();
        return isMostlyQueueTime ? null : timeout;
    }
}
