package io.connwarden.client.lane;

import io.connwarden.client.call.FailureText;
import io.connwarden.client.deadline.NanoClock;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time in which a lane cannot connect. Logged once at its first failure and once when it is over. Thread-safe. */
final class ConnectOutage {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectOutage.class);

    private final String pool;
    private final NanoClock clock;
    private volatile @Nullable String failure;
    private long since;

    /**
     * Creates a state without an outage.
     *
     * @param pool name of the pool in the log
     */
    ConnectOutage(String pool, NanoClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Returns the last failure of the outage, or null if the lane connects. */
    @Nullable String failure() {
        return failure;
    }

    synchronized void onFailure(SQLException thrown) {
        String text = FailureText.of(thrown);
        if (failure == null) {
            since = clock.nanos();
            LOG.warn(
                    "Pool '{}' cannot connect: {}. Its queries wait for a connection until their deadlines",
                    pool,
                    text);
        }
        failure = text;
    }

    void onSuccess() {
        // The common case: no outage, so no lock is taken.
        if (failure != null) {
            end();
        }
    }

    private synchronized void end() {
        if (failure != null) {
            failure = null;
            LOG.warn(
                    "Pool '{}' connects again after {} ms",
                    pool,
                    Duration.ofNanos(clock.nanos() - since).toMillis());
        }
    }
}
