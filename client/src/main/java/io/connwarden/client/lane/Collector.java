package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.LaneName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets connections back: from queries that end well, from those that must be cancelled, and from those that do not end. */
final class Collector {
    static final Duration CANCEL_AGAIN_AFTER = Duration.ofMillis(250);

    /** The driver gives up a cancel request silently after this; then its fate is not known. */
    private static final Duration CANCEL_CERTAIN_WITHIN = Duration.ofMillis(1900);

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    private final LaneName lane;
    private final ConnectionPool pool;
    private final Duration abandonedAfter;
    private final NanoClock clock;
    private final Executor workers;
    private final Executor closers;
    private final LaneEvents events;

    Collector(
            Lane lane,
            Duration abandonedAfter,
            NanoClock clock,
            Executor workers,
            Executor closers,
            LaneEvents events) {
        this.lane = lane.name();
        this.pool = lane.pool();
        this.abandonedAfter = abandonedAfter;
        this.clock = clock;
        this.workers = workers;
        this.closers = closers;
        this.events = events;
    }

    boolean isAbandoned(Call call, long now) {
        return call.deadline().remaining(now) < -abandonedAfter.toNanos();
    }

    boolean isClosing() {
        return pool.isClosing();
    }

    /** Asks the server, on another thread, to end the statement that the loan's connection runs. */
    void cancel(Loan loan) {
        try {
            workers.execute(() -> sendCancel(loan));
        } catch (RuntimeException | Error e) {
            // Such as a thread that could not be made: nothing was sent.
            loan.endCancel(true);
            throw e;
        }
    }

    private void sendCancel(Loan loan) {
        boolean certain = false;
        long start = clock.nanos();
        try {
            PGConnection connection = loan.connection().unwrap(PGConnection.class);
            // Counted first: as soon as it is sent the query may end, and its caller may look.
            events.cancels(loan.call());
            connection.cancelQuery();
            certain = clock.nanos() - start < CANCEL_CERTAIN_WITHIN.toNanos();
        } catch (SQLException e) {
            log.debug("Query '{}' could not be cancelled", loan.call().name(), e);
        } finally {
            loan.endCancel(certain);
        }
    }

    /** Reports a connection that its query does not give back, closes it, and frees its place. */
    void takeAway(Loan loan) {
        if (!loan.tryTakeAway()) {
            return;
        }
        try {
            // Not behind the cancel requests, which block for seconds when the network does.
            closers.execute(() -> close(loan));
        } catch (RuntimeException | Error e) {
            log.warn(
                    "No thread to close the connection of query '{}'; this one does it",
                    loan.call().name(),
                    e);
            close(loan);
        }
    }

    private void close(Loan loan) {
        try {
            events.abandoned(found(loan));
        } finally {
            try {
                endSession(loan);
            } finally {
                leave(loan);
            }
        }
    }

    private void endSession(Loan loan) {
        if (!loan.wasOver()) {
            try {
                abort(loan);
            } finally {
                pool.evict(loan.connection());
            }
            return;
        }
        // It may be back in its pool any moment: once it is marked there, it is nobody else's.
        try {
            pool.evict(loan.connection());
        } finally {
            abort(loan);
        }
    }

    private static void abort(Loan loan) {
        try {
            loan.connection().unwrap(BaseConnection.class).abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            log.debug(
                    "Abandoned connection of query '{}' was closed already",
                    loan.call().name(),
                    e);
        }
    }

    private static void leave(Loan loan) {
        try {
            loan.leavePlace();
            loan.call().leaveTurn();
        } finally {
            loan.call().abandoned(Endings.abandoned(loan));
        }
    }

    private AbandonedConnection found(Loan loan) {
        return new AbandonedConnection(
                loan.call().name(),
                lane,
                loan.holder().getName(),
                Duration.ofNanos(clock.nanos() - loan.takenAt()),
                List.of(loan.holder().getStackTrace()),
                Instant.now());
    }

    /** Puts a connection back into the pool, or closes it when the next query could not trust it. */
    void giveBack(Connection connection, boolean tainted, Call call) {
        try {
            if (tainted || hasOpenTransaction(connection, call)) {
                pool.evict(connection);
            }
            connection.close();
        } catch (SQLException | RuntimeException e) {
            log.debug("Connection of query '{}' could not be given back and is closed", call.name(), e);
            pool.evict(connection);
        }
    }

    /** In autocommit the pool would not notice a transaction that was begun by statement. */
    private static boolean hasOpenTransaction(Connection connection, Call call) throws SQLException {
        if (connection.isClosed()) {
            return false;
        }
        BaseConnection session = connection.unwrap(BaseConnection.class);
        boolean open = session.getTransactionState() != TransactionState.IDLE && session.getAutoCommit();
        if (open) {
            log.warn("Query '{}' left a transaction open; it is rolled back and its connection closed", call.name());
        }
        return open;
    }
}
