package io.connwarden.doctor.check;

import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import java.util.List;

/** The check of the connection slots and their reservations. */
final class SlotsCheck implements Check {
    private static final String NAME = "slots";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.server()
                .slotUsage()
                .value()
                .map(SlotsCheck::evaluate)
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.WARNING, readings.server().slotUsage().failureReason()));
    }

    private static Finding evaluate(SlotUsage slots) {
        String usage = slots.used() + " of " + slots.usable() + " usable slots are in use ("
                + shortPercent(100.0 * slots.used() / slots.usable()) + ")";
        Severity severity = slots.used() >= slots.usable() ? Severity.INFO : Severity.OK;
        return Finding.of(NAME, severity, usage)
                .withDetails(List.of(
                        "max_connections " + slots.maxConnections(),
                        "of these, " + slots.superuserReserved()
                                + " are reserved for superusers (superuser_reserved_connections)",
                        "and " + slots.reserved() + " are reserved for members of " + ReservedSlotsCheck.PRIVILEGE
                                + " (reserved_connections)"));
    }
}
