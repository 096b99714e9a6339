package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.NanoClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a call a connection that is worth using.
 *
 * <p>The pool hands out a connection used within the last half second unchecked, and so may hand out one whose session
 * was just ended on the server. A repetition, and every call while that is to be feared, has its connection checked.
 */
final class ConnectionAcquirer {
    /** Nobody can be reached within the pool's own wait: how late a close or a withdrawal may be noticed. */
    private static final long POOL_WAIT_SLICE = Duration.ofMillis(250).toNanos();

    private static final int VALIDATION_TIMEOUT_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionAcquirer.class);

    private final ConnectionPool pool;
    private final StaleConnectionHint staleHint;
    private final NanoClock clock;

    ConnectionAcquirer(ConnectionPool pool, StaleConnectionHint staleHint, NanoClock clock) {
        this.pool = pool;
        this.staleHint = staleHint;
        this.clock = clock;
    }

    /**
     * A connection for the call.
     *
     * @param maxWait at most this long, and never beyond the deadline
     */
    Connection acquire(Call call, Duration maxWait) {
        long now = clock.nanos();
        long end = Math.min(call.deadline().expiresAt(), now + maxWait.toNanos());
        long startedAt = now;
        while (true) {
            Connection connection = acquireFromPool(call, startedAt, end);
            if (isUsable(connection, call, startedAt)) {
                return connection;
            }
            pool.evict(connection);
            startedAt = clock.nanos();
        }
    }

    /** Asks the pool in slices, because within its wait nothing else is noticed. */
    private Connection acquireFromPool(Call call, long start, long end) {
        SQLException failure = null;
        long now = start;
        while (true) {
            AttemptExceptions.throwIfOver(call, now, failure);
            if (pool.isClosing()) {
                throw AttemptExceptions.routerClosed(call);
            }
            long wait = Math.max(1_000_000, Math.min(POOL_WAIT_SLICE, end - now));
            try {
                return pool.acquire(wait / 1_000_000);
            } catch (SQLException e) {
                failure = moreSpecific(failure, e);
                long after = clock.nanos();
                boolean immediately = after - now < wait / 2;
                if (immediately || after >= end) {
                    AttemptExceptions.throwIfOver(call, after, failure);
                    throw new AttemptFailedException(
                            new AttemptFailure(Phase.CONNECTING, 0, withTotalWait(after - start, failure)));
                }
                now = after;
            }
        }
    }

    /** The pool tells why it could not connect only once; later it only says that there was no connection. */
    private static SQLException moreSpecific(@Nullable SQLException before, SQLException now) {
        return before != null && now.getSQLState() == null ? before : now;
    }

    /** The pool knows only of the last slice. */
    private static SQLException withTotalWait(long nanos, SQLException failure) {
        if (nanos < POOL_WAIT_SLICE) {
            return failure;
        }
        SQLException total = new SQLTransientConnectionException(
                "No connection within " + nanos / 1_000_000 + " ms; the pool said at last: " + failure.getMessage(),
                failure.getSQLState(),
                failure.getCause() == null ? failure : failure.getCause());
        total.setNextException(failure);
        return total;
    }

    private boolean isUsable(Connection connection, Call call, long now) {
        if (call.attempts() == 0 && !staleHint.isRaised(now)) {
            return true;
        }
        try {
            return connection.isValid(VALIDATION_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            LOG.debug("A pooled connection could not be checked and is replaced", e);
            return false;
        }
    }
}
