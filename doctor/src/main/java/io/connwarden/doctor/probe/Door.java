package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Admission;
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
record Door(TargetSettings target, @Nullable Login reserve) {
    static final String APPLICATION_NAME = "connwarden-doctor";

    /**
     * How it went.
     *
     * @param session null when we were shut out
     * @param login whose session it is; null likewise
     */
    record Entry(
            Admission admission,
            @Nullable Connection session,
            @Nullable Login login) {}

    Entry enter() {
        Login ordinary = target.login();
        try {
            return new Entry(new Admission.Ordinary(), open(ordinary), ordinary);
        } catch (SQLException e) {
            Refusal refusal = Refusals.of(e);
            return refusal.kind().tooMany() && reserve != null
                    ? enterAs(reserve, refusal)
                    : new Entry(new Admission.ShutOut(refusal, null), null, null);
        }
    }

    private Entry enterAs(Login reserve, Refusal ordinary) {
        try {
            return new Entry(new Admission.ByReserveRole(reserve.user(), ordinary), open(reserve), reserve);
        } catch (SQLException e) {
            return new Entry(new Admission.ShutOut(ordinary, Refusals.of(e)), null, null);
        }
    }

    /** A session with nothing set in it. */
    Connection open(Login login) throws SQLException {
        return TargetConnections.bare(target, login, APPLICATION_NAME);
    }
}
