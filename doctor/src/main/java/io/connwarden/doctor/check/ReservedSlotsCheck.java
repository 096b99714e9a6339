package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.Server;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import io.connwarden.doctor.reading.RolePrivileges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The check that a new session can be opened when every ordinary slot is in use. */
final class ReservedSlotsCheck implements Check {
    static final String PRIVILEGE = "pg_use_reserved_connections";
    static final MissingRequirement RESERVED_CONNECTIONS =
            new MissingRequirement.ServerSetting("reserved_connections", "3", true);

    private static final String NAME = "reserved slots";
    private static final int MIN_MAJOR_WITH_RESERVE = 16;

    @Override
    public Finding evaluate(Readings readings) {
        Optional<SlotUsage> slots = readings.server().slotUsage().value();
        Optional<RolePrivileges> ordinary = readings.role().privileges().value();
        if (slots.isEmpty() || ordinary.isEmpty()) {
            return Finding.failed(
                    NAME,
                    Severity.WARNING,
                    readings.server().slotUsage().failureReason()
                            + readings.role().privileges().failureReason());
        }
        if (canUseReserve(ordinary.get(), slots.get())) {
            return reserveUsable(ordinary.get(), slots.get());
        }
        Optional<RolePrivileges> reserve = readings.role().reservePrivileges().value();
        boolean entered = readings.role().reserveLogin().value().orElse(false);
        if (reserve.filter(role -> canUseReserve(role, slots.get())).isPresent() && entered) {
            return reserveUsable(reserve.get(), slots.get());
        }
        return reserveNotUsable(readings, reserve.orElse(ordinary.get()), slots.get());
    }

    /** Returns whether the role can connect to a full server. */
    private static boolean canUseReserve(RolePrivileges role, SlotUsage slots) {
        return role.superuser() ? slots.reservedTotal() > 0 : role.useReserved().inForce() && slots.reserved() > 0;
    }

    private static Finding reserveUsable(RolePrivileges role, SlotUsage slots) {
        String by = role.superuser()
                ? slots.reservedTotal() + " slots that a superuser may use"
                : slots.reserved() + " slots reserved for members of " + PRIVILEGE;
        String proof = slots.usesReservedSlots() ? "; proved: every ordinary slot is in use now" : "";
        return Finding.of(
                NAME, Severity.OK, "role " + role.name() + " can connect to a full server through " + by + proof);
    }

    private static Finding reserveNotUsable(Readings readings, RolePrivileges role, SlotUsage slots) {
        // The monitor terminates no session and can wait for a slot.
        Severity severity = readings.target().intendedUse() == IntendedUse.MONITOR ? Severity.INFO : Severity.WARNING;
        boolean none = readings.server()
                .identity()
                .value()
                .map(Server::major)
                .filter(major -> major < MIN_MAJOR_WITH_RESERVE)
                .isPresent();
        Finding check = new Finding(
                NAME,
                severity,
                "role " + role.name() + " cannot connect while every ordinary slot is in use;"
                        + " a session opened earlier is not affected",
                none ? List.of("before PostgreSQL 16 only superusers have reserved slots") : List.of(),
                none ? requirementsBefore16() : missingRequirements(role, slots));
        return readings.role().reserveLogin() instanceof Reading.Failed<Boolean> refused
                ? check.withDetails(List.of("reserve role " + readings.target().reserveRole() + ": "
                        + refused.failure().message() + ". " + refused.failure().remedy()))
                : check;
    }

    private static List<MissingRequirement> requirementsBefore16() {
        return List.of(new MissingRequirement.Advice(
                "keep Connwarden running, so that its session stays open; or set a superuser as reserve-user"));
    }

    private static List<MissingRequirement> missingRequirements(RolePrivileges role, SlotUsage slots) {
        List<MissingRequirement> needs = new ArrayList<>();
        if (!role.useReserved().inForce() && !role.superuser()) {
            needs.add(MissingRequirement.forPrivilege(
                    PRIVILEGE, role, role.useReserved().granted()));
        }
        if (slots.reserved() == 0) {
            needs.add(RESERVED_CONNECTIONS);
        }
        return needs;
    }
}
