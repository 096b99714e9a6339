package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.Server;

/** The check of the replication state. */
final class ReplicationCheck implements Check {
    private static final String NAME = "replication";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.server()
                .identity()
                .value()
                .map(ReplicationCheck::evaluate)
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.server().identity().failureReason()));
    }

    private static CheckResult evaluate(Server server) {
        return server.standby()
                ? CheckResult.of(
                        NAME,
                        Severity.INFO,
                        "a standby: its sessions can be terminated here; roles and privileges are replicated from the"
                                + " primary")
                : CheckResult.of(NAME, Severity.OK, "a primary");
    }
}
