package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Occupancy;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Connwarden gets in, anew, when every ordinary slot is taken. */
final class Reserve implements Question {
    static final String RIGHT = "pg_use_reserved_connections";
    static final Need SETTING = new Need.ServerSetting("reserved_connections", "3", true);

    private static final String NAME = "reserve";
    private static final int FIRST_WITH_A_RESERVE = 16;

    @Override
    public Check judge(Findings findings) {
        Optional<Occupancy> slots = findings.occupancy().value();
        Optional<RoleRights> ordinary = findings.rights().value();
        if (slots.isEmpty() || ordinary.isEmpty()) {
            return Check.unanswered(
                    NAME,
                    Standing.LIMIT,
                    findings.occupancy().lack() + findings.rights().lack());
        }
        if (opens(ordinary.get(), slots.get())) {
            return open(ordinary.get(), slots.get());
        }
        Optional<RoleRights> reserve = findings.reserveRights().value();
        boolean entered = findings.reserveEntry().value().orElse(false);
        if (reserve.filter(role -> opens(role, slots.get())).isPresent() && entered) {
            return open(reserve.get(), slots.get());
        }
        return closed(findings, reserve.orElse(ordinary.get()), slots.get());
    }

    /** Whether a full server lets this role in. */
    private static boolean opens(RoleRights role, Occupancy slots) {
        return role.superuser() ? slots.keptFromOthers() > 0 : role.usesReserve() && slots.reserved() > 0;
    }

    private static Check open(RoleRights role, Occupancy slots) {
        String by = role.superuser()
                ? slots.keptFromOthers() + " slots that superusers may use"
                : slots.reserved() + " slots kept for members of " + RIGHT;
        String proof = slots.intoTheReserve() ? "; proved, for every ordinary slot is taken now" : "";
        return Check.of(NAME, Standing.FINE, "role " + role.name() + " gets into a full server by " + by + proof);
    }

    private static Check closed(Findings findings, RoleRights role, Occupancy slots) {
        // The monitor can wait for a slot: it ends nobody.
        Standing standing = findings.subject().duty() == Duty.WATCH ? Standing.NOTE : Standing.LIMIT;
        boolean none = findings.server()
                .value()
                .map(Server::major)
                .filter(major -> major < FIRST_WITH_A_RESERVE)
                .isPresent();
        Check check = new Check(
                NAME,
                standing,
                "a server that is full when Connwarden starts shuts role " + role.name()
                        + " out; a session opened before stays in",
                none ? List.of("before PostgreSQL 16 only superusers have a reserve") : List.of(),
                none ? beforeReserves() : missing(role, slots));
        return findings.reserveEntry() instanceof Answer.Refused<Boolean> refused
                ? check.with(List.of("reserve role " + findings.subject().reserveRole() + ": "
                        + refused.why().message()))
                : check;
    }

    private static List<Need> beforeReserves() {
        return List.of(new Need.Advice(
                "keep Connwarden running, so that it holds its session; or name a superuser as reserve-user"));
    }

    private static List<Need> missing(RoleRights role, Occupancy slots) {
        List<Need> needs = new ArrayList<>();
        if (!role.usesReserve() && !role.superuser()) {
            needs.add(Need.toHave(RIGHT, role, role.grantedReserve()));
        }
        if (slots.reserved() == 0) {
            needs.add(SETTING);
        }
        return needs;
    }
}
