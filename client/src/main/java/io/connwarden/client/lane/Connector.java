package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Fault;
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
final class Connector {
    /** Nobody can be reached within the pool's own wait: how late a close or a withdrawal may be noticed. */
    private static final long SLICE = Duration.ofMillis(250).toNanos();

    private static final int VALIDATION_SECONDS = 1;
    private static final Logger log = LoggerFactory.getLogger(Connector.class);

    private final ConnectionPool pool;
    private final Suspicion suspicion;
    private final NanoClock clock;

    Connector(ConnectionPool pool, Suspicion suspicion, NanoClock clock) {
        this.pool = pool;
        this.suspicion = suspicion;
        this.clock = clock;
    }

    /**
     * A connection for the call.
     *
     * @param longestWait at most this long, and never beyond the deadline
     */
    Connection connect(Call call, Duration longestWait) {
        long now = clock.nanos();
        long end = Math.min(call.deadline().at(), now + longestWait.toNanos());
        long asked = now;
        while (true) {
            Connection connection = take(call, asked, end);
            if (isFit(connection, call, asked)) {
                return connection;
            }
            pool.evict(connection);
            asked = clock.nanos();
        }
    }

    /** Asks the pool in slices, because within its wait nothing else is noticed. */
    private Connection take(Call call, long start, long end) {
        SQLException failure = null;
        long now = start;
        while (true) {
            Endings.refuseIfOver(call, now, failure);
            if (pool.isClosing()) {
                throw Endings.closed(call);
            }
            long wait = Math.max(1_000_000, Math.min(SLICE, end - now));
            try {
                return pool.take(wait / 1_000_000);
            } catch (SQLException e) {
                failure = moreTelling(failure, e);
                long then = clock.nanos();
                boolean atOnce = then - now < wait / 2;
                if (atOnce || then >= end) {
                    Endings.refuseIfOver(call, then, failure);
                    throw new AttemptFailed(new Fault(Phase.CONNECTING, 0, waited(then - start, failure)));
                }
                now = then;
            }
        }
    }

    /** The pool tells why it could not connect only once; later it only says that there was no connection. */
    private static SQLException moreTelling(@Nullable SQLException before, SQLException now) {
        return before != null && now.getSQLState() == null ? before : now;
    }

    /** The pool knows only of the last slice. */
    private static SQLException waited(long nanos, SQLException failure) {
        if (nanos < SLICE) {
            return failure;
        }
        SQLException whole = new SQLTransientConnectionException(
                "No connection within " + nanos / 1_000_000 + " ms; the pool said at last: " + failure.getMessage(),
                failure.getSQLState(),
                failure.getCause() == null ? failure : failure.getCause());
        whole.setNextException(failure);
        return whole;
    }

    private boolean isFit(Connection connection, Call call, long now) {
        if (call.attempts() == 0 && !suspicion.isRaised(now)) {
            return true;
        }
        try {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            log.debug("A pooled connection could not be checked and is replaced", e);
            return false;
        }
    }
}
