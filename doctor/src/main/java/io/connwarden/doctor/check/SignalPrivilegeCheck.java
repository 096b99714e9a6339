package io.connwarden.doctor.check;

import io.connwarden.contracts.value.Formats;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.RoleSessions;
import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.doctor.reading.RolePrivileges;
import java.util.ArrayList;
import java.util.List;

/** The check of the privilege to terminate sessions. The details list each role with sessions. */
final class SignalPrivilegeCheck implements Check {
    private static final String NAME = "signal privilege";
    private static final String PRIVILEGE = "pg_signal_backend";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.role()
                .privileges()
                .value()
                .map(role -> evaluate(role, readings))
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.ERROR, readings.role().privileges().failureReason()));
    }

    private static Finding evaluate(RolePrivileges role, Readings readings) {
        List<RoleSessions> sessions = readings.role().sessionsByRole().value().orElse(List.of());
        if (readings.target().intendedUse() == IntendedUse.MONITOR) {
            return evaluateMonitoring(role);
        }
        boolean failed = readings.session()
                .selfTermination()
                .value()
                .filter(end -> !end.terminated())
                .isPresent();
        return (failed
                        ? terminationFailed(
                                readings.session().selfTermination().value().orElseThrow())
                        : evaluateReclaiming(role, sessions))
                .withDetails(details(role, sessions, readings));
    }

    private static Finding evaluateMonitoring(RolePrivileges role) {
        return role.signalBackend().inForce() || role.superuser()
                ? Finding.of(
                        NAME,
                        Severity.INFO,
                        "role " + role.name() + " may terminate sessions, which monitoring does not need")
                : Finding.of(
                        NAME,
                        Severity.OK,
                        "role " + role.name()
                                + " may terminate only its own sessions, which is sufficient for monitoring");
    }

    private static Finding terminationFailed(SelfTerminationReading end) {
        return Finding.of(
                NAME,
                Severity.ERROR,
                "the role could not terminate another session of the same role; the server answered " + end.answer());
    }

    private static Finding evaluateReclaiming(RolePrivileges role, List<RoleSessions> sessions) {
        if (role.superuser()) {
            return Finding.of(
                    NAME,
                    Severity.INFO,
                    "role " + role.name() + " is a superuser and may terminate every session; pg_monitor and "
                            + PRIVILEGE + " are sufficient");
        }
        if (role.signalBackend().inForce()) {
            return Finding.of(NAME, Severity.OK, "every session except superusers' may be terminated");
        }
        MissingRequirement need = MissingRequirement.forPrivilege(
                PRIVILEGE, role, role.signalBackend().granted());
        List<String> others = sessions.stream()
                .filter(other -> other.signalable() && !other.name().equals(role.name()))
                .map(RoleSessions::name)
                .toList();
        return others.isEmpty()
                ? Finding.of(NAME, Severity.ERROR, "role " + role.name() + " may terminate only its own sessions", need)
                : Finding.of(
                        NAME,
                        Severity.WARNING,
                        "role " + role.name() + " may terminate only its own sessions and those of "
                                + String.join(", ", others),
                        need);
    }

    private static List<String> details(RolePrivileges role, List<RoleSessions> sessions, Readings readings) {
        List<String> details = new ArrayList<>();
        sessions.forEach(other -> details.add(other.name() + ": " + Formats.count(other.sessions(), "session") + ", "
                + terminationText(role, other)));
        details.add("autovacuum, replication and background workers: never terminated");
        readings.session()
                .selfTermination()
                .value()
                .filter(SelfTerminationReading::terminated)
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
                : "cannot be terminated: " + PRIVILEGE + " is missing";
    }
}
