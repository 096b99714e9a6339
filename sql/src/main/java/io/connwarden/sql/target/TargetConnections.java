package io.connwarden.sql.target;

import io.connwarden.sql.target.SessionConnector.Reserve;
import io.connwarden.sql.target.SessionConnector.RoleConnectionOpener;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The factory of sessions on a target.
 *
 * <p>The services hold one session per target, because a full server accepts no new session. It is opened in the
 * background: an unreachable server does not prevent the start and fails the first query.
 */
public final class TargetConnections {
    private TargetConnections() {}

    /**
     * Opens a held session of the ordinary role.
     *
     * @param applicationName shown in {@code pg_stat_activity}; it must begin with {@code connwarden-}
     * @throws IllegalArgumentException if the password file cannot be read
     */
    public static HeldSession open(TargetSettings target, String applicationName) {
        return open(target, applicationName, null, ConnectionTimeouts.defaults());
    }

    /**
     * Opens a held session of the ordinary role. While no slot is free for that role, the session is one of the reserve
     * role of the target, if there is one and the permit is acquired.
     *
     * @param applicationName as for {@link #open(TargetSettings, String)}
     * @throws IllegalArgumentException if a password file cannot be read
     */
    public static HeldSession openWithReserve(TargetSettings target, String applicationName, ReservePermit permit) {
        return open(target, applicationName, permit, ConnectionTimeouts.defaults());
    }

    static HeldSession open(
            TargetSettings target,
            String applicationName,
            @Nullable ReservePermit permit,
            ConnectionTimeouts timeouts) {
        Credentials reserveRole = target.reserveCredentials();
        RoleConnectionOpener ordinary =
                dataSource(target, applicationName, target.credentials(), timeouts)::getConnection;
        Reserve reserve = permit == null || reserveRole == null
                ? null
                : new Reserve(dataSource(target, applicationName, reserveRole, timeouts)::openReserve, permit);
        String name = applicationName + "@" + target.id();
        return new HeldSession(timeouts, new SessionConnector(name, ordinary, reserve)).start();
    }

    private static TargetDataSource dataSource(
            TargetSettings target, String applicationName, Credentials credentials, ConnectionTimeouts timeouts) {
        // Reports a missing password file at the start.
        credentials.currentPassword();
        return new TargetDataSource(target.url(), applicationName, credentials, timeouts);
    }

    /**
     * Returns a data source that opens a session for each query and holds none.
     *
     * @param applicationName as for {@link #open(TargetSettings, String)}
     */
    public static DataSource unpooled(TargetSettings target, String applicationName) {
        return new TargetDataSource(target.url(), applicationName, target.credentials(), ConnectionTimeouts.defaults());
    }

    /**
     * Opens one session without the check for a pooler, with the settings of the services except their timeouts. If a
     * pooler rejects the settings, the session has none: a statement must then pin the search_path in its transaction,
     * or need none. The caller closes the session.
     *
     * @param applicationName begins with {@code connwarden-} for a session that is protected as a Connwarden session
     * @throws SQLException if the connection fails; {@link ConnectFailure#of} classifies the exception
     */
    public static Connection openUnchecked(TargetSettings target, Credentials credentials, String applicationName)
            throws SQLException {
        return new TargetDataSource(target.url(), applicationName, credentials, ConnectionTimeouts.defaults())
                .openUnchecked();
    }

    /** Disables the timeouts that end an idle session. Only for a session without a pooler in between. */
    public static Connection disableIdleTimeouts(Connection unchecked) throws SQLException {
        OwnSession.disableIdleTimeouts(unchecked);
        return unchecked;
    }
}
