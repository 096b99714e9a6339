package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Fault;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.NanoClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a call a connection that is worth using.
 *
 * <p>The pool hands out a connection used within the last half second unchecked, and so may hand out one whose session
 * was just ended on the server. A repetition, and every call while that is to be feared, has its connection checked.
 */
final class Connector {
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
        long end = Math.min(call.deadline().at(), clock.nanos() + longestWait.toNanos());
        while (true) {
            Endings.refuseIfOver(call, clock);
            if (pool.isClosing()) {
                throw Endings.closed(call);
            }
            Connection connection = take(call, Math.max(1, (end - clock.nanos()) / 1_000_000));
            if (isFit(connection, call)) {
                return connection;
            }
            pool.evict(connection);
        }
    }

    private Connection take(Call call, long millis) {
        try {
            return pool.take(millis);
        } catch (SQLException e) {
            Endings.refuseIfOver(call, clock);
            throw new AttemptFailed(new Fault(Phase.CONNECTING, 0, e));
        }
    }

    private boolean isFit(Connection connection, Call call) {
        if (call.attempts() == 0 && !suspicion.isRaised()) {
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
