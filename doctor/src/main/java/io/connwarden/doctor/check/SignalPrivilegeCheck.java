package io.connwarden.doctor.check;

import io.connwarden.contracts.value.Formats;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.RoleSessions;
import io.connwarden.doctor.finding.Findings.SelfTerminationResult;
import io.connwarden.doctor.finding.RolePrivileges;
import java.util.ArrayList;
import java.util.List;

/** The check of the privilege to terminate sessions. The details list each role with sessions. */
final class SignalPrivilegeCheck implements Check {
    private static final String NAME = "signal privilege";
    private static final String PRIVILEGE = "pg_signal_backend";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.role()
                .privileges()
                .value()
                .map(role -> evaluate(role, findings))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.ERROR, findings.role().privileges().failureReason()));
    }

    private static CheckResult evaluate(RolePrivileges role, Findings findings) {
        List<RoleSessions> sessions = findings.role().sessionsByRole().value().orElse(List.of());
        if (findings.target().capability() == Capability.MONITOR) {
            return evaluateMonitoring(role);
        }
        boolean failed = findings.session()
                .selfTermination()
                .value()
                .filter(end -> !end.terminated())
                .isPresent();
        return (failed
                        ? terminationFailed(
                                findings.session().selfTermination().value().orElseThrow())
                        : evaluateReclaiming(role, sessions))
                .withDetails(details(role, sessions, findings));
    }

    private static CheckResult evaluateMonitoring(RolePrivileges role) {
        return role.signalBackend().inForce() || role.superuser()
                ? CheckResult.of(
                        NAME,
                        Severity.INFO,
                        "role " + role.name() + " may terminate sessions, which monitoring does not need")
                : CheckResult.of(
                        NAME,
                        Severity.OK,
                        "role " + role.name() + " may terminate only its own sessions, as monitoring needs");
    }

    private static CheckResult terminationFailed(SelfTerminationResult end) {
        return CheckResult.of(
                NAME,
                Severity.ERROR,
                "the role could not terminate a session of its own; the server answered " + end.answer());
    }

    private static CheckResult evaluateReclaiming(RolePrivileges role, List<RoleSessions> sessions) {
        if (role.superuser()) {
            return CheckResult.of(
                    NAME,
                    Severity.INFO,
                    "role " + role.name() + " is a superuser and may terminate every session; pg_monitor and "
                            + PRIVILEGE + " are sufficient");
        }
        if (role.signalBackend().inForce()) {
            return CheckResult.of(NAME, Severity.OK, "every session except superusers' may be terminated");
        }
        MissingRequirement need = MissingRequirement.forPrivilege(
                PRIVILEGE, role, role.signalBackend().granted());
        List<String> others = sessions.stream()
                .filter(other -> other.signalable() && !other.name().equals(role.name()))
                .map(RoleSessions::name)
                .toList();
        return others.isEmpty()
                ? CheckResult.of(
                        NAME, Severity.ERROR, "role " + role.name() + " may terminate only its own sessions", need)
                : CheckResult.of(
                        NAME,
                        Severity.WARNING,
                        "role " + role.name() + " may terminate only its own sessions and those of "
                                + String.join(", ", others),
                        need);
    }

    private static List<String> details(RolePrivileges role, List<RoleSessions> sessions, Findings findings) {
        List<String> details = new ArrayList<>();
        sessions.forEach(other -> details.add(other.name() + ": " + Formats.count(other.sessions(), "session") + ", "
                + terminationText(role, other)));
        details.add("autovacuum, replication and background workers: never terminated");
        findings.session()
                .selfTermination()
                .value()
                .filter(SelfTerminationResult::terminated)
                .ifPresent(end -> details.add("tested on a second session of the doctor: terminated"));
        return details;
    }

    private static String terminationText(RolePrivileges role, RoleSessions other) {
        if (other.superuser()) {
            return role.superuser()
                    ? "superuser: may be terminated, but Connwarden never does"
                    : "superuser: only a superuser may terminate them";
        }
        if (role.superuser() || role.signalBackend().inForce()) {
            return "may be terminated" + (role.superuser() ? "" : " by " + PRIVILEGE);
        }
        if (other.name().equals(role.name())) {
            return "may be terminated: own role";
        }
        return other.signalable()
                ? "may be terminated: member of this role"
                : "may not be terminated: " + PRIVILEGE + " is missing";
    }
}
