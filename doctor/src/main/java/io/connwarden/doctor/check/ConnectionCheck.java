package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.ExaminedTarget;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Refusal;
import io.connwarden.doctor.finding.SlotUsage;
import java.util.ArrayList;
import java.util.List;

/** Whether the server lets us in. */
final class ConnectionCheck implements Check {
    private static final String NAME = "connection";

    @Override
    public CheckResult evaluate(Findings findings) {
        if (findings.connection() instanceof ConnectionResult.Failed shutOut) {
            return connectionFailed(findings.target(), shutOut);
        }
        if (findings.connection() instanceof ConnectionResult.ReserveRole reserve) {
            return byReserveRole(findings.target(), reserve);
        }
        boolean full = findings.slotUsage()
                .value()
                .filter(SlotUsage::usesReservedSlots)
                .isPresent();
        return full
                ? CheckResult.of(
                        NAME,
                        Severity.INFO,
                        "every ordinary slot is taken, and role "
                                + findings.target().role() + " got in through a reserve")
                : CheckResult.of(NAME, Severity.OK, "role " + findings.target().role() + " got in");
    }

    private static CheckResult connectionFailed(ExaminedTarget subject, ConnectionResult.Failed shutOut) {
        Refusal told = shutOut.reserve() == null ? shutOut.ordinary() : shutOut.reserve();
        String refused = shutOut.reserve() == null ? subject.role() : String.valueOf(subject.reserveRole());
        String who = shutOut.reserve() == null
                ? "role " + subject.role() + " did not get in"
                : "neither role " + subject.role() + " nor reserve role " + subject.reserveRole() + " got in";
        return new CheckResult(
                NAME,
                Severity.ERROR,
                who + ": " + told.message(),
                List.of(),
                requirements(subject, shutOut, told, refused));
    }

    /** Of the last refusal; where a limit had shut out the ordinary role before, also of that. */
    private static List<MissingRequirement> requirements(
            ExaminedTarget subject, ConnectionResult.Failed shutOut, Refusal told, String refused) {
        List<MissingRequirement> needs = new ArrayList<>(requirementsOf(subject, told, refused));
        if (shutOut.reserve() != null && shutOut.ordinary().kind() != Refusal.Kind.FULL) {
            needs.addAll(requirementsOf(subject, shutOut.ordinary(), subject.role()));
        }
        return needs.stream().distinct().toList();
    }

    private static List<MissingRequirement> requirementsOf(ExaminedTarget subject, Refusal refusal, String role) {
        if (refusal.message().contains("unsupported startup parameter")) {
            return List.of(new MissingRequirement.Advice(
                    "only a pooler such as PgBouncer answers like this: give the address of the" + " server itself"));
        }
        return switch (refusal.kind()) {
            case FULL -> slotRequirements(role);
            case ROLE_LIMIT -> List.of(new MissingRequirement.HigherConnectionLimit(role));
            case DATABASE_LIMIT -> databaseRequirements(subject);
            case TOO_MANY -> allRequirements(subject, role);
            case AUTHENTICATION ->
                List.of(new MissingRequirement.Advice(
                        "check the role's name, its password and pg_hba.conf;" + " the database must let it CONNECT"));
            case UNREACHABLE ->
                List.of(new MissingRequirement.Advice(
                        "check host and port of the url, listen_addresses, and what" + " stands in between"));
            case TIMEOUT ->
                List.of(new MissingRequirement.Advice(
                        "check what stands in between: a firewall that drops packets looks" + " like this"));
            case STARTING -> List.of(new MissingRequirement.Advice("ask again when it has started"));
            case OTHER -> List.of(new MissingRequirement.Advice("the server's log says more"));
        };
    }

    private static List<MissingRequirement> databaseRequirements(ExaminedTarget subject) {
        return List.of(new MissingRequirement.HigherDatabaseLimit(subject.database()), RoleLimitsCheck.OTHER_DATABASE);
    }

    /** Each is harmless where another one was needed. */
    private static List<MissingRequirement> allRequirements(ExaminedTarget subject, String role) {
        List<MissingRequirement> all = new ArrayList<>();
        all.add(new MissingRequirement.Advice(
                "see in the server's log which limit it was: of the server, the role or the database"));
        all.add(new MissingRequirement.HigherConnectionLimit(role));
        all.addAll(databaseRequirements(subject));
        all.addAll(slotRequirements(role));
        return all;
    }

    private static List<MissingRequirement> slotRequirements(String role) {
        return List.of(
                new MissingRequirement.Advice(
                        "free a slot first: end a session as a superuser, or stop an application"),
                new MissingRequirement.Privilege(role, ReservedSlotsCheck.PRIVILEGE),
                ReservedSlotsCheck.RESERVED_CONNECTIONS,
                new MissingRequirement.Advice(
                        "before PostgreSQL 16 there is no such reserve: name a superuser as reserve-user, or"
                                + " start Connwarden before the server is full"));
    }

    private static CheckResult byReserveRole(ExaminedTarget subject, ConnectionResult.ReserveRole admission) {
        Refusal ordinary = admission.ordinary();
        boolean full = ordinary.kind() == Refusal.Kind.FULL;
        String why = full
                ? "the server is full for role " + subject.role()
                : "role " + subject.role() + " did not get in: " + ordinary.message();
        return new CheckResult(
                NAME,
                Severity.WARNING,
                why + "; reserve role " + admission.reserveRole()
                        + " got in, so sessions can be ended; the monitor is let in when a slot is free",
                List.of(),
                full ? List.of() : requirementsOf(subject, ordinary, subject.role()));
    }
}
