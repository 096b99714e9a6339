package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.DiagnosedTarget;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import io.connwarden.sql.target.ConnectFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The check that a session can be opened. */
final class ConnectionCheck implements Check {
    private static final String NAME = "connection";

    @Override
    public Finding evaluate(Readings readings) {
        if (readings.connection() instanceof ConnectionReading.Failed failed) {
            return connectionFailed(readings.target(), failed);
        }
        if (readings.connection() instanceof ConnectionReading.ReserveRole reserve) {
            return byReserveRole(readings.target(), reserve);
        }
        boolean full = readings.server()
                .slotUsage()
                .value()
                .filter(SlotUsage::usesReservedSlots)
                .isPresent();
        return full
                ? Finding.of(
                        NAME,
                        Severity.INFO,
                        "every ordinary slot is in use; role "
                                + readings.target().role() + " connected through a reserved slot")
                : Finding.of(NAME, Severity.OK, "role " + readings.target().role() + " connected");
    }

    private static Finding connectionFailed(DiagnosedTarget target, ConnectionReading.Failed failed) {
        ConnectFailure decisive = failed.reserve() == null ? failed.ordinary() : failed.reserve();
        String failedRole = failed.reserve() == null ? target.role() : String.valueOf(target.reserveRole());
        String roles = failed.reserve() == null
                ? "role " + target.role() + " cannot connect"
                : "neither role " + target.role() + " nor reserve role " + target.reserveRole() + " can connect";
        return new Finding(
                NAME,
                Severity.ERROR,
                roles + ": " + decisive.message(),
                List.of(),
                requirements(target, failed, decisive, failedRole));
    }

    /** Returns the requirements of the last failure, and those of a limit on the ordinary role. */
    private static List<MissingRequirement> requirements(
            DiagnosedTarget target, ConnectionReading.Failed failed, ConnectFailure decisive, String failedRole) {
        List<MissingRequirement> missing = new ArrayList<>(requirementsOf(target, decisive, failedRole));
        if (failed.reserve() != null && failed.ordinary().kind() != ConnectFailure.Kind.SLOTS_EXHAUSTED) {
            missing.addAll(requirementsOf(target, failed.ordinary(), target.role()));
        }
        return missing.stream().distinct().toList();
    }

    private static List<MissingRequirement> requirementsOf(
            DiagnosedTarget target, ConnectFailure failure, String role) {
        if (failure.message().contains("unsupported startup parameter")) {
            return List.of(new MissingRequirement.Advice(
                    "this error comes from a pooler such as PgBouncer; use the address of the server"));
        }
        return switch (failure.kind()) {
            case SLOTS_EXHAUSTED -> slotRequirements(role);
            case ROLE_LIMIT -> List.of(new MissingRequirement.HigherConnectionLimit(role));
            case DATABASE_LIMIT -> databaseRequirements(target);
            case UNKNOWN_CONNECTION_LIMIT -> allRequirements(target, role);
            case PASSWORD_REQUIRED, NO_SUCH_ROLE, NO_SUCH_DATABASE, UNKNOWN_HOST, CONNECTION_REFUSED ->
                List.of(new MissingRequirement.Advice(uncapitalized(failure.remedy())));
            case AUTHENTICATION ->
                List.of(new MissingRequirement.Advice(
                        "check the role name, the password, pg_hba.conf and the CONNECT privilege on the database"));
            case PRIVILEGE -> List.of(new MissingRequirement.Advice("execute the GRANT in the reason as a superuser"));
            case POOLER ->
                List.of(new MissingRequirement.Advice("use the address of the server instead of the pooler's"));
            case UNREACHABLE ->
                List.of(new MissingRequirement.Advice(
                        "check host and port of the url, listen_addresses and firewalls"));
            case TIMEOUT ->
                List.of(new MissingRequirement.Advice(
                        "check the network: a firewall that drops packets is a common cause"));
            case STARTING -> List.of(new MissingRequirement.Advice("repeat this when the server has started"));
            case OTHER -> List.of(new MissingRequirement.Advice("see the server log for the cause"));
        };
    }

    private static String uncapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static List<MissingRequirement> databaseRequirements(DiagnosedTarget target) {
        return List.of(new MissingRequirement.HigherDatabaseLimit(target.database()), RoleLimitsCheck.OTHER_DATABASE);
    }

    /** Returns the requirements of all three limits; each is harmless if another one is the cause. */
    private static List<MissingRequirement> allRequirements(DiagnosedTarget target, String role) {
        List<MissingRequirement> all = new ArrayList<>();
        all.add(new MissingRequirement.Advice("find the exhausted limit in the server log: server, role or database"));
        all.add(new MissingRequirement.HigherConnectionLimit(role));
        all.addAll(databaseRequirements(target));
        all.addAll(slotRequirements(role));
        return all;
    }

    private static List<MissingRequirement> slotRequirements(String role) {
        return List.of(
                new MissingRequirement.Advice(
                        "free a slot first: terminate a session as a superuser, or stop an application"),
                new MissingRequirement.MissingPrivilege(role, ReservedSlotsCheck.PRIVILEGE),
                ReservedSlotsCheck.RESERVED_CONNECTIONS,
                new MissingRequirement.Advice("before PostgreSQL 16: set a superuser as reserve-user, or"
                        + " start Connwarden before the server is full"));
    }

    private static Finding byReserveRole(DiagnosedTarget target, ConnectionReading.ReserveRole connection) {
        ConnectFailure ordinary = connection.ordinary();
        boolean full = ordinary.kind() == ConnectFailure.Kind.SLOTS_EXHAUSTED;
        String cause = full
                ? "the server is full for role " + target.role()
                : "role " + target.role() + " cannot connect: " + ordinary.message();
        return new Finding(
                NAME,
                Severity.WARNING,
                cause + "; reserve role " + connection.reserveRole()
                        + " connected, so sessions can be terminated; the monitor can connect when a slot is free",
                List.of(),
                full ? List.of() : requirementsOf(target, ordinary, target.role()));
    }
}
