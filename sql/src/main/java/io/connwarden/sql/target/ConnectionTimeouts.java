package io.connwarden.sql.target;

import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * How long one session may make us wait, in whole seconds.
 *
 * @param connect for opening a session, and for waiting until the one of the pool is free
 * @param read for an answer on the wire. Longer than the server's own statement_timeout of 10 s, so that it ends only
 *     connections whose other end is dead
 */
public record ConnectionTimeouts(Duration connect, Duration read) {
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

    public ConnectionTimeouts {
        if (connect.compareTo(MIN_TIMEOUT) < 0 || read.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException("connection limits must be at least 1 s, were " + connect + ", " + read);
        }
    }

    public static ConnectionTimeouts defaults() {
        return new ConnectionTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    void applyTo(Properties properties) {
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) connect.toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, (int) connect.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) read.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    }
}
