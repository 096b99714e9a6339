package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.SlotUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Connwarden gets in, anew, when every ordinary slot is taken. */
final class ReservedSlotsCheck implements Check {
    static final String PRIVILEGE = "pg_use_reserved_connections";
    static final MissingRequirement RESERVED_CONNECTIONS =
            new MissingRequirement.ServerSetting("reserved_connections", "3", true);

    private static final String NAME = "reserve";
    private static final int MIN_MAJOR_WITH_RESERVE = 16;

    @Override
    public CheckResult evaluate(Findings findings) {
        Optional<SlotUsage> slots = findings.slotUsage().value();
        Optional<RolePrivileges> ordinary = findings.privileges().value();
        if (slots.isEmpty() || ordinary.isEmpty()) {
            return CheckResult.failed(
                    NAME,
                    Severity.WARNING,
                    findings.slotUsage().failureReason() + findings.privileges().failureReason());
        }
        if (canUseReserve(ordinary.get(), slots.get())) {
            return reserveUsable(ordinary.get(), slots.get());
        }
        Optional<RolePrivileges> reserve = findings.reservePrivileges().value();
        boolean entered = findings.reserveLogin().value().orElse(false);
        if (reserve.filter(role -> canUseReserve(role, slots.get())).isPresent() && entered) {
            return reserveUsable(reserve.get(), slots.get());
        }
        return reserveNotUsable(findings, reserve.orElse(ordinary.get()), slots.get());
    }

    /** Whether a full server lets this role in. */
    private static boolean canUseReserve(RolePrivileges role, SlotUsage slots) {
        return role.superuser() ? slots.reservedTotal() > 0 : role.canUseReserved() && slots.reserved() > 0;
    }

    private static CheckResult reserveUsable(RolePrivileges role, SlotUsage slots) {
        String by = role.superuser()
                ? slots.reservedTotal() + " slots that superusers may use"
                : slots.reserved() + " slots kept for members of " + PRIVILEGE;
        String proof = slots.usesReservedSlots() ? "; proved, for every ordinary slot is taken now" : "";
        return CheckResult.of(NAME, Severity.OK, "role " + role.name() + " gets into a full server by " + by + proof);
    }

    private static CheckResult reserveNotUsable(Findings findings, RolePrivileges role, SlotUsage slots) {
        // The monitor can wait for a slot: it ends nobody.
        Severity standing = findings.target().capability() == Capability.MONITOR ? Severity.INFO : Severity.WARNING;
        boolean none = findings.server()
                .value()
                .map(Server::major)
                .filter(major -> major < MIN_MAJOR_WITH_RESERVE)
                .isPresent();
        CheckResult check = new CheckResult(
                NAME,
                standing,
                "a server that is full when Connwarden starts shuts role " + role.name()
                        + " out; a session opened before stays in",
                none ? List.of("before PostgreSQL 16 only superusers have a reserve") : List.of(),
                none ? requirementsBefore16() : missingRequirements(role, slots));
        return findings.reserveLogin() instanceof ProbeResult.Failed<Boolean> refused
                ? check.withDetails(List.of("reserve role " + findings.target().reserveRole() + ": "
                        + refused.failure().message()))
                : check;
    }

    private static List<MissingRequirement> requirementsBefore16() {
        return List.of(new MissingRequirement.Advice(
                "keep Connwarden running, so that it holds its session; or name a superuser as reserve-user"));
    }

    private static List<MissingRequirement> missingRequirements(RolePrivileges role, SlotUsage slots) {
        List<MissingRequirement> needs = new ArrayList<>();
        if (!role.canUseReserved() && !role.superuser()) {
            needs.add(MissingRequirement.forPrivilege(PRIVILEGE, role, role.grantedUseReserved()));
        }
        if (slots.reserved() == 0) {
            needs.add(RESERVED_CONNECTIONS);
        }
        return needs;
    }
}
