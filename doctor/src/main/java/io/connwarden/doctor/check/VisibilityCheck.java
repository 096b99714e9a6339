package io.connwarden.doctor.check;

import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.RolePrivileges;
import java.util.Optional;

/** The check of the visibility. Below the minimum visibility no session is signalled. */
final class VisibilityCheck implements Check {
    private static final String NAME = "visibility";
    private static final String PRIVILEGE = "pg_monitor";

    @Override
    public Finding evaluate(Readings readings) {
        Optional<Double> share = readings.role().visibility().value();
        Optional<RolePrivileges> privileges = readings.role().privileges().value();
        if (share.isEmpty() || privileges.isEmpty()) {
            String lack = readings.role().visibility().failureReason()
                    + readings.role().privileges().failureReason();
            return Finding.failed(NAME, Severity.ERROR, lack);
        }
        return evaluate(share.get(), readings.target().minVisibility(), privileges.get());
    }

    private static Finding evaluate(double share, double minVisibility, RolePrivileges role) {
        String seen = "sees the state of " + shortPercent(share) + " of the sessions";
        if (!role.readAllStats().inForce()) {
            MissingRequirement need = MissingRequirement.forPrivilege(
                    PRIVILEGE, role, role.readAllStats().granted());
            String now = share < minVisibility ? "" : " now, because few sessions of other roles exist";
            return Finding.of(
                    NAME,
                    Severity.ERROR,
                    "role " + role.name() + " " + seen + now + "; the state of other roles' sessions is hidden",
                    need);
        }
        return share < minVisibility
                ? Finding.of(
                        NAME,
                        Severity.ERROR,
                        seen + " in spite of its privilege; the server does not track activities",
                        new MissingRequirement.ServerSetting("track_activities", "on", false))
                : Finding.of(NAME, Severity.OK, seen);
    }
}
