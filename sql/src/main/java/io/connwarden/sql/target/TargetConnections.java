package io.connwarden.sql.target;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The factory of sessions on a target.
 *
 * <p>The services hold one session per target in a pool, because a full server accepts no new session. The pool never
 * retires it for its age ({@code maxLifetime} 0) or its idle time, and a keepalive detects a broken session early. The
 * pool connects in the background: an unreachable server does not prevent the start and fails the first query.
 */
public final class TargetConnections {
    private static final Duration KEEPALIVE = Duration.ofSeconds(30);

    private TargetConnections() {}

    /**
     * Opens a pool with one session of the ordinary role.
     *
     * @param applicationName shown in {@code pg_stat_activity}; it must begin with {@code connwarden-}
     * @throws IllegalArgumentException if the password file cannot be read
     */
    public static HikariDataSource open(TargetSettings target, String applicationName) {
        return open(target, applicationName, List.of(target.credentials()), ConnectionTimeouts.defaults());
    }

    /**
     * Returns a data source that opens a session for each query and holds none. A failed connection is reported at
     * once instead of after the timeout of the pool.
     *
     * @param applicationName as for {@link #open(TargetSettings, String)}
     */
    public static DataSource unpooled(TargetSettings target, String applicationName) {
        return new TargetDataSource(
                target.url(), applicationName, List.of(target.credentials()), ConnectionTimeouts.defaults());
    }

    /**
     * Opens one session without the check for a pooler. Its only setting is the search_path. If a pooler rejects that
     * setting, the session has none: a statement must then pin the search_path in its transaction, or need none. The
     * caller closes the session.
     *
     * @param applicationName begins with {@code connwarden-} for a session that is protected as a Connwarden session
     * @throws SQLException if the connection fails; {@link ConnectFailure#of} classifies the exception
     */
    public static Connection openUnchecked(TargetSettings target, Credentials credentials, String applicationName)
            throws SQLException {
        return new TargetDataSource(target.url(), applicationName, List.of(credentials), ConnectionTimeouts.defaults())
                .openUnchecked(credentials);
    }

    /** Disables the timeouts that end an idle session. Only for a session without a pooler in between. */
    public static Connection disableIdleTimeouts(Connection unchecked) throws SQLException {
        OwnSession.disableIdleTimeouts(unchecked);
        return unchecked;
    }

    /** Opens a pool with one session, of the reserve role if no slot is free for the ordinary role. */
    public static HikariDataSource openWithReserve(TargetSettings target, String applicationName) {
        List<Credentials> credentialsInOrder = new ArrayList<>(List.of(target.credentials()));
        Credentials reserve = target.reserveCredentials();
        if (reserve != null) {
            credentialsInOrder.add(reserve);
        }
        return open(target, applicationName, credentialsInOrder, ConnectionTimeouts.defaults());
    }

    static HikariDataSource open(
            TargetSettings target,
            String applicationName,
            List<Credentials> credentialsInOrder,
            ConnectionTimeouts timeouts) {
        // Reports a missing password file at the start.
        credentialsInOrder.forEach(Credentials::currentPassword);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(applicationName + "@" + target.id());
        pool.setDataSource(new TargetDataSource(target.url(), applicationName, credentialsInOrder, timeouts));
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(1);
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setKeepaliveTime(KEEPALIVE.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(timeouts.connect().toMillis());
        pool.setValidationTimeout(timeouts.connect().toMillis() / 2);
        pool.setAutoCommit(true);
        return new HikariDataSource(pool);
    }
}
