package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Refusal;
import io.connwarden.sql.target.Login;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are opened: as the ordinary role and, when there are too many connections for it, as the reserve role.
 *
 * @param reserve null when there is no such role, or it is not ours to use
 */
record SessionOpener(TargetSettings target, @Nullable Login reserve) {
    static final String APPLICATION_NAME = "connwarden-doctor";

    /**
     * How it went.
     *
     * @param session null when we were shut out
     * @param login whose session it is; null likewise
     */
    record OpenResult(
            ConnectionResult connection,
            @Nullable Connection session,
            @Nullable Login login) {}

    OpenResult openFirst() {
        Login ordinary = target.login();
        try {
            return new OpenResult(new ConnectionResult.OrdinaryRole(), openSession(ordinary), ordinary);
        } catch (SQLException e) {
            Refusal refusal = Refusals.of(e);
            return refusal.kind().tooMany() && reserve != null
                    ? openAsReserve(reserve, refusal)
                    : new OpenResult(new ConnectionResult.Failed(refusal, null), null, null);
        }
    }

    private OpenResult openAsReserve(Login reserve, Refusal ordinaryFailure) {
        try {
            return new OpenResult(
                    new ConnectionResult.ReserveRole(reserve.user(), ordinaryFailure), openSession(reserve), reserve);
        } catch (SQLException e) {
            return new OpenResult(new ConnectionResult.Failed(ordinaryFailure, Refusals.of(e)), null, null);
        }
    }

    /** A session with nothing set in it. */
    Connection openSession(Login login) throws SQLException {
        return TargetConnections.openRaw(target, login, APPLICATION_NAME);
    }
}
