package io.connwarden.sql.target;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * The timeouts of a session, in whole seconds.
 *
 * @param connect timeout of opening a connection
 * @param read timeout of a response: of the server during the login, and of a call later. It is longer than the
 *     statement_timeout of 10 s, so that it concerns only an unresponsive host. It never closes a held session
 */
public record ConnectionTimeouts(Duration connect, Duration read) {
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

    public ConnectionTimeouts {
        Checks.requireAtLeast("connect", connect, MIN_TIMEOUT);
        Checks.requireAtLeast("read", read, MIN_TIMEOUT);
    }

    /** Returns a connect timeout of 5 s and a read timeout of 15 s. */
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
