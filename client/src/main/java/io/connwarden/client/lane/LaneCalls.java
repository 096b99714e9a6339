package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Fault;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.gate.LaneGate;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.lent.LentConnection;
import io.connwarden.client.lent.StatementCount;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt in one lane, by a call that has its place: connection, query, connection back. */
final class LaneCalls {
    private final Lane lane;
    private final Connector connector;
    private final Suspicion suspicion;
    private final Collector collector;
    private final Watch watch;
    private final NanoClock clock;
    private final Scope autocommit;
    private final Scope transaction;

    LaneCalls(Lane lane, Suspicion suspicion, Collector collector, Watch watch, NanoClock clock) {
        this.lane = lane;
        this.connector = new Connector(lane.pool(), suspicion, clock);
        this.suspicion = suspicion;
        this.collector = collector;
        this.watch = watch;
        this.clock = clock;
        this.autocommit = new AutocommitScope();
        this.transaction = new TransactionScope(clock);
    }

    LaneGate gate() {
        return lane.gate();
    }

    /**
     * Makes the attempt and leaves the place.
     *
     * @param longestWait for the connection itself
     */
    <T extends @Nullable Object> T run(Call call, Pass pass, Duration longestWait, Query<T> query) {
        Loan loan = lend(call, pass, longestWait);
        loan.begin();
        try {
            return run(loan, query);
        } finally {
            loan.end();
        }
    }

    private Loan lend(Call call, Pass pass, Duration longestWait) {
        boolean lent = false;
        try {
            Connection connection = connector.connect(call, longestWait);
            lent = true;
            call.begins(lane.name());
            return new Loan(call, connection, pass, collector, watch, clock.nanos());
        } finally {
            if (!lent) {
                pass.leave();
            }
        }
    }

    private <T extends @Nullable Object> T run(Loan loan, Query<T> query) {
        Call call = loan.call();
        StatementCount count = call.needsCare() ? new StatementCount() : null;
        try {
            return scopeOf(call).run(loan, connection -> query.run(seen(connection, call, count)));
        } catch (SQLException e) {
            if (loan.endReason() == null && SqlState.of(e) == SqlState.CONNECTION_LOST) {
                suspicion.raise();
            }
            int applied = count == null ? Fault.UNCOUNTED : count.possiblyApplied(e);
            throw Endings.of(loan, new Fault(loan.phase(), applied, e), clock);
        }
    }

    private Scope scopeOf(Call call) {
        Scope scope = call.type() == QueryType.TRANSACTION ? transaction : autocommit;
        Duration raised = raisedLimit(call);
        return raised == null ? scope : new RaisedLimitScope(scope, raised, lane.statementBackstop());
    }

    private static Connection seen(Connection connection, Call call, @Nullable StatementCount count) {
        if (count != null) {
            return LentConnection.counted(connection, count);
        }
        return call.type() == QueryType.TRANSACTION
                ? LentConnection.inTransaction(connection)
                : LentConnection.plain(connection);
    }

    /** A deadline longer than the lane's backstop is honoured by raising the server's limit for this call. */
    private @Nullable Duration raisedLimit(Call call) {
        Duration allowed = call.deadline().allowed();
        if (allowed.compareTo(lane.statementBackstop()) <= 0) {
            return null;
        }
        // The usual deadline of a batch is long for its wait in the queue, not for its statement.
        boolean waitsMostly = call.type() == QueryType.BATCH && !call.namesItsTimeout();
        return waitsMostly ? null : allowed;
    }
}
