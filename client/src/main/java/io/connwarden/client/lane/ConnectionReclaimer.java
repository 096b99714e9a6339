package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.LaneName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of leased connections after the end of a query or its deadline. Returns connections to the pool, cancels
 * statements, and reclaims connections from queries that do not return.
 */
final class ConnectionReclaimer {
    static final Duration CANCEL_RETRY_INTERVAL = Duration.ofMillis(250);

    /** A cancel request that takes longer may have timed out silently in the driver. Its result is then unknown. */
    private static final Duration MAX_CERTAIN_CANCEL_TIME = Duration.ofMillis(1900);

    private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionReclaimer.class);

    private final LaneName lane;
    private final ConnectionPool pool;
    private final Duration abandonedTimeout;
    private final NanoClock clock;
    private final Executor cancelExecutor;
    private final Executor closeExecutor;
    private final LaneListener events;
    private final AtomicLong lastEviction;

    ConnectionReclaimer(
            Lane lane,
            Duration abandonedTimeout,
            NanoClock clock,
            Executor cancelExecutor,
            Executor closeExecutor,
            LaneListener events) {
        this.lane = lane.name();
        this.pool = lane.pool();
        this.abandonedTimeout = abandonedTimeout;
        this.clock = clock;
        this.cancelExecutor = cancelExecutor;
        this.closeExecutor = closeExecutor;
        this.events = events;
        this.lastEviction = new AtomicLong(clock.nanos() - EVICTION_INTERVAL.toNanos() - 1);
    }

    boolean isAbandoned(Call call, long now) {
        return call.deadline().remaining(now) < -abandonedTimeout.toNanos();
    }

    boolean isClosing() {
        return pool.isClosing();
    }

    /** Sends a cancel request to the server on another thread. */
    void cancel(ConnectionLease lease) {
        try {
            cancelExecutor.execute(() -> sendCancel(lease));
        } catch (RuntimeException | Error e) {
            // No thread could be started, so nothing was sent.
            lease.endCancel(true);
            throw e;
        }
    }

    private void sendCancel(ConnectionLease lease) {
        boolean certain = false;
        long start = clock.nanos();
        try {
            PGConnection connection = lease.connection().unwrap(PGConnection.class);
            // Counted first, because the caller may read the count as soon as the request is sent.
            events.onCancel(lease.call());
            connection.cancelQuery();
            certain = clock.nanos() - start < MAX_CERTAIN_CANCEL_TIME.toNanos();
        } catch (SQLException e) {
            LOG.debug(
                    "Cancel request for query '{}' failed; it is repeated while the query runs",
                    lease.call().name(),
                    e);
        } finally {
            lease.endCancel(certain);
        }
    }

    /** Reports an abandoned connection, closes it, and releases its permits. */
    void reclaim(ConnectionLease lease) {
        if (!lease.tryReclaim()) {
            return;
        }
        try {
            // A separate executor, because cancel requests may block for seconds on a broken network.
            closeExecutor.execute(() -> close(lease));
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "Could not start a thread to close the abandoned connection of query '{}'; closing it on the current thread",
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
        // Evicted first: the connection may be back in the pool, and no other query must acquire it.
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
                    "Abandoned connection of query '{}' was already closed",
                    lease.call().name(),
                    e);
        }
    }

    private static void release(ConnectionLease lease) {
        try {
            lease.releasePermit();
            lease.call().releaseQueuePermit();
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

    /** Returns a connection to the pool, or closes it if its state is not safe for another query. */
    void returnToPool(Connection connection, boolean tainted, Call call, AttemptTracker tracker) {
        try {
            boolean isStandby = isStandby(tracker);
            if (isStandby) {
                pool.evictAll();
            }
            if (tainted || isStandby || hasOpenTransaction(connection, call)) {
                pool.evict(connection);
            }
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Could not return the connection of query '{}' to the pool; closing it", call.name(), e);
            pool.evict(connection);
        }
    }

    /**
     * Returns true if the server has become read-only, for example because it was demoted. Its other connections lead
     * to the same server. At most once in a while, because an application may also break its own read-only
     * transaction.
     */
    private boolean isStandby(AttemptTracker tracker) {
        SQLException failure = tracker.failure();
        if (failure == null || FailureClass.of(failure) != FailureClass.READ_ONLY) {
            return false;
        }
        long now = clock.nanos();
        long last = lastEviction.get();
        return now - last > EVICTION_INTERVAL.toNanos() && lastEviction.compareAndSet(last, now);
    }

    /** Detects a transaction that the query began with a BEGIN statement. The pool does not detect it in autocommit. */
    private static boolean hasOpenTransaction(Connection connection, Call call) throws SQLException {
        if (connection.isClosed()) {
            return false;
        }
        BaseConnection session = connection.unwrap(BaseConnection.class);
        boolean open = session.getTransactionState() != TransactionState.IDLE && session.getAutoCommit();
        if (open) {
            LOG.warn("Query '{}' left a transaction open; rolling it back and closing the connection", call.name());
        }
        return open;
    }
}
