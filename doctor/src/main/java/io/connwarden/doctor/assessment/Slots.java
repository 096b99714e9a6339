package io.connwarden.doctor.assessment;

import static io.connwarden.doctor.assessment.Percent.percent;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Occupancy;
import java.util.List;

/** How many slots there are and who they are kept for. */
final class Slots implements Question {
    private static final String NAME = "slots";

    @Override
    public Check judge(Findings findings) {
        return findings.occupancy()
                .value()
                .map(Slots::judge)
                .orElseGet(() -> Check.unanswered(
                        NAME, Standing.LIMIT, findings.occupancy().lack()));
    }

    private static Check judge(Occupancy slots) {
        String taken = slots.taken() + " of " + slots.usable() + " usable slots are taken ("
                + percent(100.0 * slots.taken() / slots.usable()) + ")";
        Standing standing = slots.taken() >= slots.usable() ? Standing.NOTE : Standing.FINE;
        return Check.of(NAME, standing, taken)
                .with(List.of(
                        "max_connections " + slots.maxConnections(),
                        "of them " + slots.superuserReserved()
                                + " kept for superusers (superuser_reserved_connections)",
                        "and " + slots.reserved() + " kept for members of " + Reserve.RIGHT
                                + " (reserved_connections)"));
    }
}
