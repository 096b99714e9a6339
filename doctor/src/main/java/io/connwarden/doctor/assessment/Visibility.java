package io.connwarden.doctor.assessment;

import static io.connwarden.doctor.assessment.Percent.percent;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RoleRights;
import java.util.Optional;

/** Whether our role sees what others' sessions do. Below the least share nothing is ever done. */
final class Visibility implements Question {
    private static final String NAME = "visibility";
    private static final String RIGHT = "pg_monitor";

    @Override
    public Check judge(Findings findings) {
        Optional<Double> share = findings.visibility().value();
        Optional<RoleRights> rights = findings.rights().value();
        if (share.isEmpty() || rights.isEmpty()) {
            String lack = findings.visibility().lack() + findings.rights().lack();
            return Check.unanswered(NAME, Standing.OBSTACLE, lack);
        }
        return judge(share.get(), findings.subject().leastVisibility(), rights.get());
    }

    private static Check judge(double share, double least, RoleRights role) {
        String seen = "sees " + percent(share) + " of the sessions";
        if (!role.readsAll()) {
            Need need = Need.toHave(RIGHT, role, role.grantedReadsAll());
            String now = share < least ? "" : " now, because hardly any but its own are there";
            return Check.of(
                    NAME,
                    Standing.OBSTACLE,
                    "role " + role.name() + " " + seen + now + ": others' states are hidden from it",
                    need);
        }
        return share < least
                ? Check.of(
                        NAME,
                        Standing.OBSTACLE,
                        seen + " though it may see all: the server does not track them",
                        new Need.ServerSetting("track_activities", "on", false))
                : Check.of(NAME, Standing.FINE, seen);
    }
}
