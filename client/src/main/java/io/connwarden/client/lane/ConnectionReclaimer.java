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
final class ConnectionReclaimer {
    static final Duration CANCEL_RETRY_INTERVAL = Duration.ofMillis(250);

    /** The driver gives up a cancel request silently after this; then its fate is not known. */
    private static final Duration MAX_CERTAIN_CANCEL_TIME = Duration.ofMillis(1900);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionReclaimer.class);

    private final LaneName lane;
    private final ConnectionPool pool;
    private final Duration abandonedAfter;
    private final NanoClock clock;
    private final Executor cancelExecutor;
    private final Executor closeExecutor;
    private final LaneEvents events;

    ConnectionReclaimer(
            Lane lane,
            Duration abandonedAfter,
            NanoClock clock,
            Executor cancelExecutor,
            Executor closeExecutor,
            LaneEvents events) {
        this.lane = lane.name();
        this.pool = lane.pool();
        this.abandonedAfter = abandonedAfter;
        this.clock = clock;
        this.cancelExecutor = cancelExecutor;
        this.closeExecutor = closeExecutor;
        this.events = events;
    }

    boolean isAbandoned(Call call, long now) {
        return call.deadline().remaining(now) < -abandonedAfter.toNanos();
    }

    boolean isClosing() {
        return pool.isClosing();
    }

    /** Asks the server, on another thread, to end the statement that the loan's connection runs. */
    void cancel(ConnectionLease lease) {
        try {
            cancelExecutor.execute(() -> sendCancel(lease));
        } catch (RuntimeException | Error e) {
            // Such as a thread that could not be made: nothing was sent.
            lease.endCancel(true);
            throw e;
        }
    }

    private void sendCancel(ConnectionLease lease) {
        boolean certain = false;
        long start = clock.nanos();
        try {
            PGConnection connection = lease.connection().unwrap(PGConnection.class);
            // Counted first: as soon as it is sent the query may end, and its caller may look.
            events.onCancel(lease.call());
            connection.cancelQuery();
            certain = clock.nanos() - start < MAX_CERTAIN_CANCEL_TIME.toNanos();
        } catch (SQLException e) {
            LOG.debug("Query '{}' could not be cancelled", lease.call().name(), e);
        } finally {
            lease.endCancel(certain);
        }
    }

    /** Reports a connection that its query does not give back, closes it, and frees its place. */
    void reclaim(ConnectionLease lease) {
        if (!lease.tryReclaim()) {
            return;
        }
        try {
            // Not behind the cancel requests, which block for seconds when the network does.
            closeExecutor.execute(() -> close(lease));
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "No thread to close the connection of query '{}'; this one does it",
                    lease.call().name(),
                    e);
            close(lease);
        }
    }

    private void close(ConnectionLease lease) {
        try {
            events.onAbandoned(abandonedConnection(lease));
        } finally {
            try {
                closeSession(lease);
            } finally {
                release(lease);
            }
        }
    }

    private void closeSession(ConnectionLease lease) {
        if (!lease.hasQueryEnded()) {
            try {
                abort(lease);
            } finally {
                pool.evict(lease.connection());
            }
            return;
        }
        // It may be back in its pool any moment: once it is marked there, it is nobody else's.
        try {
            pool.evict(lease.connection());
        } finally {
            abort(lease);
        }
    }

    private static void abort(ConnectionLease lease) {
        try {
            lease.connection().unwrap(BaseConnection.class).abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.debug(
                    "Abandoned connection of query '{}' was closed already",
                    lease.call().name(),
                    e);
        }
    }

    private static void release(ConnectionLease lease) {
        try {
            lease.releasePermit();
            lease.call().releaseTurn();
        } finally {
            lease.call().reportAbandoned(AttemptExceptions.abandoned(lease));
        }
    }

    private AbandonedConnection abandonedConnection(ConnectionLease lease) {
        return new AbandonedConnection(
                lease.call().name(),
                lane,
                lease.holder().getName(),
                Duration.ofNanos(clock.nanos() - lease.acquiredAt()),
                List.of(lease.holder().getStackTrace()),
                Instant.now());
    }

    /** Puts a connection back into the pool, or closes it when the next query could not trust it. */
    void returnToPool(Connection connection, boolean tainted, Call call) {
        try {
            if (tainted || hasOpenTransaction(connection, call)) {
                pool.evict(connection);
            }
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Connection of query '{}' could not be given back and is closed", call.name(), e);
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
            LOG.warn("Query '{}' left a transaction open; it is rolled back and its connection closed", call.name());
        }
        return open;
    }
}
