package io.connwarden.doctor.check;

import static io.connwarden.doctor.check.Percent.percent;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RolePrivileges;
import java.util.Optional;

/** Whether our role sees what others' sessions do. Below the least share nothing is ever done. */
final class VisibilityCheck implements Check {
    private static final String NAME = "visibility";
    private static final String PRIVILEGE = "pg_monitor";

    @Override
    public CheckResult evaluate(Findings findings) {
        Optional<Double> share = findings.visibility().value();
        Optional<RolePrivileges> rights = findings.privileges().value();
        if (share.isEmpty() || rights.isEmpty()) {
            String lack = findings.visibility().failureReason()
                    + findings.privileges().failureReason();
            return CheckResult.failed(NAME, Severity.ERROR, lack);
        }
        return evaluate(share.get(), findings.target().minVisibility(), rights.get());
    }

    private static CheckResult evaluate(double share, double minVisibility, RolePrivileges role) {
        String seen = "sees " + percent(share) + " of the sessions";
        if (!role.canReadAllStats()) {
            MissingRequirement need = MissingRequirement.forPrivilege(PRIVILEGE, role, role.grantedReadAllStats());
            String now = share < minVisibility ? "" : " now, because hardly any but its own are there";
            return CheckResult.of(
                    NAME,
                    Severity.ERROR,
                    "role " + role.name() + " " + seen + now + ": others' states are hidden from it",
                    need);
        }
        return share < minVisibility
                ? CheckResult.of(
                        NAME,
                        Severity.ERROR,
                        seen + " though it may see all: the server does not track them",
                        new MissingRequirement.ServerSetting("track_activities", "on", false))
                : CheckResult.of(NAME, Severity.OK, seen);
    }
}
