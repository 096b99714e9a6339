package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.call.FailureText;
import io.connwarden.client.deadline.NanoClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The acquirer of a usable connection for a call.
 *
 * <p>The pool does not validate a connection that was used within the last 500 ms. The session of such a connection may
 * have been terminated on the server. The connection is therefore validated here for a retry, and for every call while
 * {@link StaleConnectionHint} is raised.
 */
final class ConnectionAcquirer {
    /**
     * Slice of the pool wait. A wait inside the pool cannot be interrupted, so a close or cancel is noticed after a
     * slice.
     */
    private static final long POOL_WAIT_SLICE = Duration.ofMillis(250).toNanos();

    private static final int VALIDATION_TIMEOUT_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionAcquirer.class);

    private final ConnectionPool pool;
    private final StaleConnectionHint staleHint;
    private final ConnectOutage outage;
    private final NanoClock clock;

    ConnectionAcquirer(ConnectionPool pool, StaleConnectionHint staleHint, ConnectOutage outage, NanoClock clock) {
        this.pool = pool;
        this.staleHint = staleHint;
        this.outage = outage;
        this.clock = clock;
    }

    /**
     * Acquires a connection.
     *
     * @param maxWait maximum wait; the call's deadline limits it further
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

    /** Asks the pool in slices and checks for close, cancel and deadline between them. */
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
                Connection connection = pool.acquire(wait / 1_000_000);
                outage.onSuccess();
                return connection;
            } catch (SQLException e) {
                failure = moreSpecific(failure, e);
                if (FailureClass.of(e) != FailureClass.OTHER) {
                    outage.onFailure(e);
                }
                long after = clock.nanos();
                boolean immediately = after - now < wait / 2;
                // The server's refusal of the role or the database stays the same.
                boolean isFinal = FailureClass.of(failure) == FailureClass.ACCESS_DENIED;
                if (immediately || isFinal || after >= end) {
                    AttemptExceptions.throwIfOver(call, after, failure);
                    throw new AttemptFailedException(
                            new AttemptFailure(Phase.CONNECTING, 0, withTotalWait(after - start, failure)));
                }
                now = after;
            }
        }
    }

    /** The pool reports the server's reason only once. Later exceptions say only that no connection was available. */
    private static SQLException moreSpecific(@Nullable SQLException before, SQLException now) {
        return before != null && now.getSQLState() == null ? before : now;
    }

    /** Replaces the wait of the last slice by the total wait. */
    private static SQLException withTotalWait(long nanos, SQLException failure) {
        if (nanos < POOL_WAIT_SLICE) {
            return failure;
        }
        SQLException total = new SQLTransientConnectionException(
                "No connection within " + nanos / 1_000_000 + " ms: " + FailureText.of(failure),
                failure.getSQLState(),
                failure.getCause() == null ? failure : failure.getCause());
        total.setNextException(failure);
        return total;
    }

    private boolean isUsable(Connection connection, Call call, long now) {
        if (!call.isRepeated() && !staleHint.isRaised(now)) {
            return true;
        }
        try {
            return connection.isValid(VALIDATION_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            LOG.debug("Validation of a pooled connection failed; replacing it", e);
            return false;
        }
    }
}
