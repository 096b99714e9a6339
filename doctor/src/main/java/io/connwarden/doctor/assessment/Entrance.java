package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Occupancy;
import io.connwarden.doctor.finding.Refusal;
import io.connwarden.doctor.finding.Subject;
import java.util.ArrayList;
import java.util.List;

/** Whether the server lets us in. */
final class Entrance implements Question {
    private static final String NAME = "connection";

    @Override
    public Check judge(Findings findings) {
        if (findings.admission() instanceof Admission.ShutOut shutOut) {
            return shutOut(findings.subject(), shutOut);
        }
        if (findings.admission() instanceof Admission.ByReserveRole reserve) {
            return byReserveRole(findings.subject(), reserve);
        }
        boolean full =
                findings.occupancy().value().filter(Occupancy::intoTheReserve).isPresent();
        return full
                ? Check.of(
                        NAME,
                        Standing.NOTE,
                        "every ordinary slot is taken, and role "
                                + findings.subject().role() + " got in through a reserve")
                : Check.of(NAME, Standing.FINE, "role " + findings.subject().role() + " got in");
    }

    private static Check shutOut(Subject subject, Admission.ShutOut shutOut) {
        Refusal told = shutOut.reserve() == null ? shutOut.ordinary() : shutOut.reserve();
        String refused = shutOut.reserve() == null ? subject.role() : String.valueOf(subject.reserveRole());
        String who = shutOut.reserve() == null
                ? "role " + subject.role() + " did not get in"
                : "neither role " + subject.role() + " nor reserve role " + subject.reserveRole() + " got in";
        return new Check(
                NAME,
                Standing.OBSTACLE,
                who + ": " + told.message(),
                List.of(),
                cures(subject, shutOut, told, refused));
    }

    /** Of the last refusal; where a limit had shut out the ordinary role before, also of that. */
    private static List<Need> cures(Subject subject, Admission.ShutOut shutOut, Refusal told, String refused) {
        List<Need> needs = new ArrayList<>(cure(subject, told, refused));
        if (shutOut.reserve() != null && shutOut.ordinary().kind() != Refusal.Kind.FULL) {
            needs.addAll(cure(subject, shutOut.ordinary(), subject.role()));
        }
        return needs.stream().distinct().toList();
    }

    private static List<Need> cure(Subject subject, Refusal refusal, String role) {
        if (refusal.message().contains("unsupported startup parameter")) {
            return List.of(new Need.Advice(
                    "only a pooler such as PgBouncer answers like this: give the address of the" + " server itself"));
        }
        return switch (refusal.kind()) {
            case FULL -> full(role);
            case ROLE_LIMIT -> List.of(new Need.HigherConnectionLimit(role));
            case DATABASE_LIMIT -> database(subject);
            case TOO_MANY -> any(subject, role);
            case AUTHENTICATION ->
                List.of(new Need.Advice(
                        "check the role's name, its password and pg_hba.conf;" + " the database must let it CONNECT"));
            case UNREACHABLE ->
                List.of(new Need.Advice(
                        "check host and port of the url, listen_addresses, and what" + " stands in between"));
            case TIMEOUT ->
                List.of(new Need.Advice(
                        "check what stands in between: a firewall that drops packets looks" + " like this"));
            case STARTING -> List.of(new Need.Advice("ask again when it has started"));
            case OTHER -> List.of(new Need.Advice("the server's log says more"));
        };
    }

    private static List<Need> database(Subject subject) {
        return List.of(new Need.HigherDatabaseLimit(subject.database()), RoleLimits.OTHER_DATABASE);
    }

    /** Each is harmless where another one was needed. */
    private static List<Need> any(Subject subject, String role) {
        List<Need> all = new ArrayList<>();
        all.add(new Need.Advice("see in the server's log which limit it was: of the server, the role or the database"));
        all.add(new Need.HigherConnectionLimit(role));
        all.addAll(database(subject));
        all.addAll(full(role));
        return all;
    }

    private static List<Need> full(String role) {
        return List.of(
                new Need.Advice("free a slot first: end a session as a superuser, or stop an application"),
                new Need.Right(role, Reserve.RIGHT),
                Reserve.SETTING,
                new Need.Advice("before PostgreSQL 16 there is no such reserve: name a superuser as reserve-user, or"
                        + " start Connwarden before the server is full"));
    }

    private static Check byReserveRole(Subject subject, Admission.ByReserveRole admission) {
        Refusal ordinary = admission.ordinary();
        boolean full = ordinary.kind() == Refusal.Kind.FULL;
        String why = full
                ? "the server is full for role " + subject.role()
                : "role " + subject.role() + " did not get in: " + ordinary.message();
        return new Check(
                NAME,
                Standing.LIMIT,
                why + "; reserve role " + admission.reserveRole()
                        + " got in, so sessions can be ended; the monitor is let in when a slot is free",
                List.of(),
                full ? List.of() : cure(subject, ordinary, subject.role()));
    }
}
