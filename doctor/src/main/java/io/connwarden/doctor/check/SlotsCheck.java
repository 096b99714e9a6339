package io.connwarden.doctor.check;

import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import java.util.List;

/** The check of the connection slots and their reservations. */
final class SlotsCheck implements Check {
    private static final String NAME = "slots";
    /** The held sessions of monitor and actuator. */
    private static final int OWN_SESSIONS = 2;
    /** Below this ratio the own sessions alone change the status of the server. */
    private static final int MIN_SLOTS_PER_OWN_SESSION = 10;

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
        boolean small = OWN_SESSIONS * MIN_SLOTS_PER_OWN_SESSION > slots.usable();
        Severity severity = small || slots.used() >= slots.usable() ? Severity.INFO : Severity.OK;
        return Finding.of(NAME, severity, small ? usage + "; " + ownShare(slots) : usage)
                .withDetails(List.of(
                        "max_connections " + slots.maxConnections(),
                        "of these, " + slots.superuserReserved()
                                + " are reserved for superusers (superuser_reserved_connections)",
                        "and " + slots.reserved() + " are reserved for members of " + ReservedSlotsCheck.PRIVILEGE
                                + " (reserved_connections)"));
    }

    private static String ownShare(SlotUsage slots) {
        return "monitor and actuator keep " + OWN_SESSIONS + " sessions open, "
                + shortPercent(100.0 * OWN_SESSIONS / slots.usable())
                + " of them; raise max_connections so that they do not change the status";
    }
}
