package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.RoleSessions;
import io.connwarden.doctor.finding.SelfTerminationResult;
import java.util.ArrayList;
import java.util.List;

/** Whose sessions our role may end, and why. */
final class SignalPrivilegeCheck implements Check {
    private static final String NAME = "ending sessions";
    private static final String PRIVILEGE = "pg_signal_backend";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.privileges()
                .value()
                .map(role -> evaluate(role, findings))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.ERROR, findings.privileges().failureReason()));
    }

    private static CheckResult evaluate(RolePrivileges role, Findings findings) {
        List<RoleSessions> sessions = findings.sessionsByRole().value().orElse(List.of());
        if (findings.target().capability() == Capability.MONITOR) {
            return evaluateMonitoring(role);
        }
        boolean failed = findings.selfTermination()
                .value()
                .filter(end -> !end.terminated())
                .isPresent();
        return (failed
                        ? terminationFailed(findings.selfTermination().value().orElseThrow())
                        : evaluateReclaiming(role, sessions))
                .withDetails(details(role, sessions, findings));
    }

    private static CheckResult evaluateMonitoring(RolePrivileges role) {
        return role.canSignal() || role.superuser()
                ? CheckResult.of(
                        NAME, Severity.INFO, "role " + role.name() + " could end sessions, which its duty is not")
                : CheckResult.of(
                        NAME, Severity.OK, "role " + role.name() + " watches and can end nobody's but its own");
    }

    private static CheckResult terminationFailed(SelfTerminationResult end) {
        return CheckResult.of(
                NAME, Severity.ERROR, "not even a session of its own could be ended: the answer was " + end.answer());
    }

    private static CheckResult evaluateReclaiming(RolePrivileges role, List<RoleSessions> sessions) {
        if (role.superuser()) {
            return CheckResult.of(
                    NAME,
                    Severity.INFO,
                    "role " + role.name() + " is a superuser and may end anything; pg_monitor and " + PRIVILEGE
                            + " would be enough");
        }
        if (role.canSignal()) {
            return CheckResult.of(NAME, Severity.OK, "every session but superusers' may be ended");
        }
        MissingRequirement need = MissingRequirement.forPrivilege(PRIVILEGE, role, role.grantedSignal());
        List<String> others = sessions.stream()
                .filter(theirs -> theirs.signalable() && !theirs.name().equals(role.name()))
                .map(RoleSessions::name)
                .toList();
        return others.isEmpty()
                ? CheckResult.of(
                        NAME, Severity.ERROR, "role " + role.name() + " may end nobody's session but its own", need)
                : CheckResult.of(
                        NAME,
                        Severity.WARNING,
                        "of others', only sessions of " + String.join(", ", others)
                                + " may be ended, whose rights role " + role.name() + " has",
                        need);
    }

    private static List<String> details(RolePrivileges role, List<RoleSessions> sessions, Findings findings) {
        List<String> details = new ArrayList<>();
        sessions.forEach(theirs -> details.add(
                theirs.name() + ": " + formatSessions(theirs.sessions()) + ", " + terminationText(role, theirs)));
        details.add("autovacuum, replication and background workers: left alone, whatever the right");
        findings.selfTermination()
                .value()
                .filter(SelfTerminationResult::terminated)
                .ifPresent(end -> details.add("tried on a second session of its own: it was ended"));
        return details;
    }

    private static String terminationText(RolePrivileges role, RoleSessions theirs) {
        if (theirs.superuser()) {
            return role.superuser()
                    ? "a superuser's: could be ended, and never is"
                    : "a superuser's: only a superuser may end them";
        }
        if (role.superuser() || role.canSignal()) {
            return "may be ended" + (role.superuser() ? "" : " by " + PRIVILEGE);
        }
        if (theirs.name().equals(role.name())) {
            return "may be ended: our own role's";
        }
        return theirs.signalable()
                ? "may be ended: our role has theirs"
                : "may not be ended: " + PRIVILEGE + " is missing";
    }

    private static String formatSessions(int sessions) {
        return sessions + (sessions == 1 ? " session" : " sessions");
    }
}
