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
 * The one session that is held open on a watched server.
 *
 * <p>Held, because on a full server no new one is let in: it is never retired for its age ({@code maxLifetime} 0) or
 * for idling, and a keepalive notices early when it broke. The pool opens it in the background: a server that is away
 * does not stop the start, and the first question tells that it is.
 */
public final class TargetConnections {
    private static final Duration KEEPALIVE = Duration.ofSeconds(30);

    private TargetConnections() {}

    /**
     * Opens the session as the ordinary role only.
     *
     * @param applicationName shown in the server's {@code pg_stat_activity}; begin it with {@code connwarden-}
     * @throws IllegalArgumentException when a password file cannot be read
     */
    public static HikariDataSource open(TargetSettings target, String applicationName) {
        return open(target, applicationName, List.of(target.login()), ConnectionTimeouts.defaults());
    }

    /**
     * For one look: opens a session for each question and holds none, so a failure is told at once instead of after
     * the pool's patience.
     *
     * @param applicationName as for {@link #open(TargetSettings, String)}
     */
    public static DataSource unpooled(TargetSettings target, String applicationName) {
        return new TargetDataSource(
                target.url(), applicationName, List.of(target.login()), ConnectionTimeouts.defaults());
    }

    /**
     * One session as one role, with nothing set in it yet: for whoever must first find out what is at the other end.
     * Behind a pooler, what is set in a session may come to whoever gets it next. The caller closes it.
     *
     * @param applicationName beginning with {@code connwarden-}, unless the session shall not be protected as our own
     * @throws SQLException when the server does not let it in; {@link ConnectFailure#of} tells why
     */
    public static Connection openRaw(TargetSettings target, Login login, String applicationName) throws SQLException {
        return new TargetDataSource(target.url(), applicationName, List.of(login), ConnectionTimeouts.defaults())
                .openRaw(login);
    }

    /**
     * Sets in a bare session what every other session of ours has from the start: short limits, read only, never ended
     * for idling. Closes it when that fails.
     */
    public static Connection applySessionSettings(Connection raw) throws SQLException {
        return TargetDataSource.applySessionSettings(raw);
    }

    /** Opens a session that, when the server is full for the ordinary role, comes in as the reserve role. */
    public static HikariDataSource openWithReserve(TargetSettings target, String applicationName) {
        List<Login> logins = new ArrayList<>(List.of(target.login()));
        Login reserve = target.reserveLogin();
        if (reserve != null) {
            logins.add(reserve);
        }
        return open(target, applicationName, logins, ConnectionTimeouts.defaults());
    }

    static HikariDataSource open(
            TargetSettings target, String applicationName, List<Login> logins, ConnectionTimeouts limits) {
        // A file that is missing now is an error of the configuration, told at the start.
        logins.forEach(Login::currentPassword);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(applicationName + "@" + target.id());
        pool.setDataSource(new TargetDataSource(target.url(), applicationName, logins, limits));
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(1);
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setKeepaliveTime(KEEPALIVE.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(limits.connect().toMillis());
        pool.setValidationTimeout(limits.connect().toMillis() / 2);
        pool.setAutoCommit(true);
        return new HikariDataSource(pool);
    }
}
