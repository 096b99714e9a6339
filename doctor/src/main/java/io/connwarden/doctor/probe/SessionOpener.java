package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The opener of sessions: as the ordinary role, and as the reserve role if the ordinary role has too many connections.
 *
 * @param reserve null if there is no reserve role or the intended use does not allow it
 */
record SessionOpener(TargetSettings target, @Nullable Credentials reserve) {
    static final String APPLICATION_NAME = "connwarden-doctor";
    /** The failures after which another role may still be able to connect. */
    private static final Set<ConnectFailure.Kind> TOO_MANY_CONNECTIONS = EnumSet.of(
            ConnectFailure.Kind.SLOTS_EXHAUSTED,
            ConnectFailure.Kind.ROLE_LIMIT,
            ConnectFailure.Kind.DATABASE_LIMIT,
            ConnectFailure.Kind.UNKNOWN_CONNECTION_LIMIT);

    /**
     * The first session, or the failure to open it.
     *
     * @param session null if no role has a session
     * @param credentials the credentials of the session; null if there is none
     */
    record FirstSession(
            ConnectionReading connection,
            @Nullable Connection session,
            @Nullable Credentials credentials) {}

    FirstSession openFirst() {
        Credentials ordinary = target.credentials();
        try {
            return new FirstSession(new ConnectionReading.OrdinaryRole(), openSession(ordinary), ordinary);
        } catch (SQLException e) {
            ConnectFailure failure = ConnectFailure.of(e);
            return reserve != null && TOO_MANY_CONNECTIONS.contains(failure.kind())
                    ? openAsReserve(reserve, failure)
                    : new FirstSession(new ConnectionReading.Failed(failure, null), null, null);
        }
    }

    private FirstSession openAsReserve(Credentials reserve, ConnectFailure ordinaryFailure) {
        try {
            return new FirstSession(
                    new ConnectionReading.ReserveRole(reserve.user(), ordinaryFailure), openSession(reserve), reserve);
        } catch (SQLException e) {
            return new FirstSession(new ConnectionReading.Failed(ordinaryFailure, ConnectFailure.of(e)), null, null);
        }
    }

    /** Opens a session without timeouts of its own. The check for a pooler is a probe of its own. */
    Connection openSession(Credentials credentials) throws SQLException {
        return TargetConnections.openUnchecked(target, credentials, APPLICATION_NAME);
    }
}
