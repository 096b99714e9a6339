package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.Server;

/** The check of the replication state. */
final class ReplicationCheck implements Check {
    private static final String NAME = "replication";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.server()
                .identity()
                .value()
                .map(ReplicationCheck::evaluate)
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.WARNING, readings.server().identity().failureReason()));
    }

    private static Finding evaluate(Server server) {
        return server.standby()
                ? Finding.of(
                        NAME,
                        Severity.INFO,
                        "a standby: its sessions can be terminated here; roles and privileges are replicated from the"
                                + " primary")
                : Finding.of(NAME, Severity.OK, "a primary");
    }
}
