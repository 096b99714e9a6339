package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.OwnEnd;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.RoleSessions;
import java.util.ArrayList;
import java.util.List;

/** Whose sessions our role may end, and why. */
final class Reach implements Question {
    private static final String NAME = "ending sessions";
    private static final String RIGHT = "pg_signal_backend";

    @Override
    public Check judge(Findings findings) {
        return findings.rights()
                .value()
                .map(role -> judge(role, findings))
                .orElseGet(() -> Check.unanswered(
                        NAME, Standing.OBSTACLE, findings.rights().lack()));
    }

    private static Check judge(RoleRights role, Findings findings) {
        List<RoleSessions> sessions = findings.sessions().value().orElse(List.of());
        if (findings.subject().duty() == Duty.WATCH) {
            return watching(role);
        }
        boolean failed = findings.ownEnd().value().filter(end -> !end.gone()).isPresent();
        return (failed ? broken(findings.ownEnd().value().orElseThrow()) : reclaiming(role, sessions))
                .with(details(role, sessions, findings));
    }

    private static Check watching(RoleRights role) {
        return role.signals() || role.superuser()
                ? Check.of(NAME, Standing.NOTE, "role " + role.name() + " could end sessions, which its duty is not")
                : Check.of(NAME, Standing.FINE, "role " + role.name() + " watches and can end nobody's but its own");
    }

    private static Check broken(OwnEnd end) {
        return Check.of(
                NAME,
                Standing.OBSTACLE,
                "not even a session of its own could be ended: the answer was " + end.answer());
    }

    private static Check reclaiming(RoleRights role, List<RoleSessions> sessions) {
        if (role.superuser()) {
            return Check.of(
                    NAME,
                    Standing.NOTE,
                    "role " + role.name() + " is a superuser and may end anything; pg_monitor and " + RIGHT
                            + " would be enough");
        }
        if (role.signals()) {
            return Check.of(NAME, Standing.FINE, "every session but superusers' may be ended");
        }
        Need need = Need.toHave(RIGHT, role, role.grantedSignals());
        List<String> others = sessions.stream()
                .filter(theirs -> theirs.oursToUse() && !theirs.name().equals(role.name()))
                .map(RoleSessions::name)
                .toList();
        return others.isEmpty()
                ? Check.of(
                        NAME, Standing.OBSTACLE, "role " + role.name() + " may end nobody's session but its own", need)
                : Check.of(
                        NAME,
                        Standing.LIMIT,
                        "of others', only sessions of " + String.join(", ", others)
                                + " may be ended, whose rights role " + role.name() + " has",
                        need);
    }

    private static List<String> details(RoleRights role, List<RoleSessions> sessions, Findings findings) {
        List<String> details = new ArrayList<>();
        sessions.forEach(
                theirs -> details.add(theirs.name() + ": " + counted(theirs.sessions()) + ", " + mayEnd(role, theirs)));
        details.add("autovacuum, replication and background workers: left alone, whatever the right");
        findings.ownEnd()
                .value()
                .filter(OwnEnd::gone)
                .ifPresent(end -> details.add("tried on a second session of its own: it was ended"));
        return details;
    }

    private static String mayEnd(RoleRights role, RoleSessions theirs) {
        if (theirs.superuser()) {
            return role.superuser()
                    ? "a superuser's: could be ended, and never is"
                    : "a superuser's: only a superuser may end them";
        }
        if (role.superuser() || role.signals()) {
            return "may be ended" + (role.superuser() ? "" : " by " + RIGHT);
        }
        if (theirs.name().equals(role.name())) {
            return "may be ended: our own role's";
        }
        return theirs.oursToUse() ? "may be ended: our role has theirs" : "may not be ended: " + RIGHT + " is missing";
    }

    private static String counted(int sessions) {
        return sessions + (sessions == 1 ? " session" : " sessions");
    }
}
