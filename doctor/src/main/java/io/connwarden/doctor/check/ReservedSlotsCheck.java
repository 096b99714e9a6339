package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.Server;
import io.connwarden.doctor.finding.Findings.SlotUsage;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.RolePrivileges;
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
    public CheckResult evaluate(Findings findings) {
        Optional<SlotUsage> slots = findings.server().slotUsage().value();
        Optional<RolePrivileges> ordinary = findings.role().privileges().value();
        if (slots.isEmpty() || ordinary.isEmpty()) {
            return CheckResult.failed(
                    NAME,
                    Severity.WARNING,
                    findings.server().slotUsage().failureReason()
                            + findings.role().privileges().failureReason());
        }
        if (canUseReserve(ordinary.get(), slots.get())) {
            return reserveUsable(ordinary.get(), slots.get());
        }
        Optional<RolePrivileges> reserve = findings.role().reservePrivileges().value();
        boolean entered = findings.role().reserveLogin().value().orElse(false);
        if (reserve.filter(role -> canUseReserve(role, slots.get())).isPresent() && entered) {
            return reserveUsable(reserve.get(), slots.get());
        }
        return reserveNotUsable(findings, reserve.orElse(ordinary.get()), slots.get());
    }

    /** Returns whether the role can connect to a full server. */
    private static boolean canUseReserve(RolePrivileges role, SlotUsage slots) {
        return role.superuser() ? slots.reservedTotal() > 0 : role.useReserved().inForce() && slots.reserved() > 0;
    }

    private static CheckResult reserveUsable(RolePrivileges role, SlotUsage slots) {
        String by = role.superuser()
                ? slots.reservedTotal() + " slots that a superuser may use"
                : slots.reserved() + " slots reserved for members of " + PRIVILEGE;
        String proof = slots.usesReservedSlots() ? "; proved: every ordinary slot is in use now" : "";
        return CheckResult.of(
                NAME, Severity.OK, "role " + role.name() + " can connect to a full server through " + by + proof);
    }

    private static CheckResult reserveNotUsable(Findings findings, RolePrivileges role, SlotUsage slots) {
        // The monitor terminates no session and can wait for a slot.
        Severity severity = findings.target().capability() == Capability.MONITOR ? Severity.INFO : Severity.WARNING;
        boolean none = findings.server()
                .identity()
                .value()
                .map(Server::major)
                .filter(major -> major < MIN_MAJOR_WITH_RESERVE)
                .isPresent();
        CheckResult check = new CheckResult(
                NAME,
                severity,
                "role " + role.name() + " cannot connect to a server that is full when Connwarden starts;"
                        + " an open session stays open",
                none ? List.of("before PostgreSQL 16 only superusers have reserved slots") : List.of(),
                none ? requirementsBefore16() : missingRequirements(role, slots));
        return findings.role().reserveLogin() instanceof ProbeResult.Failed<Boolean> refused
                ? check.withDetails(List.of("reserve role " + findings.target().reserveRole() + ": "
                        + refused.failure().message()))
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
