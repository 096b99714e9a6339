package io.connwarden.doctor.check;

import static io.connwarden.doctor.check.Percent.percent;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.SlotUsage;
import java.util.List;

/** How many slots there are and who they are kept for. */
final class SlotsCheck implements Check {
    private static final String NAME = "slots";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.slotUsage()
                .value()
                .map(SlotsCheck::evaluate)
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.slotUsage().failureReason()));
    }

    private static CheckResult evaluate(SlotUsage slots) {
        String taken = slots.used() + " of " + slots.usable() + " usable slots are taken ("
                + percent(100.0 * slots.used() / slots.usable()) + ")";
        Severity standing = slots.used() >= slots.usable() ? Severity.INFO : Severity.OK;
        return CheckResult.of(NAME, standing, taken)
                .withDetails(List.of(
                        "max_connections " + slots.maxConnections(),
                        "of them " + slots.superuserReserved()
                                + " kept for superusers (superuser_reserved_connections)",
                        "and " + slots.reserved() + " kept for members of " + ReservedSlotsCheck.PRIVILEGE
                                + " (reserved_connections)"));
    }
}
