package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;

/** Whether it is a primary or a standby. */
final class ReplicationCheck implements Check {
    private static final String NAME = "replication";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.server()
                .value()
                .map(ReplicationCheck::evaluate)
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.server().failureReason()));
    }

    private static CheckResult evaluate(Server server) {
        return server.standby()
                ? CheckResult.of(
                        NAME,
                        Severity.INFO,
                        "a standby: its sessions are its own and can be ended here; roles and rights come from the"
                                + " primary")
                : CheckResult.of(NAME, Severity.OK, "a primary");
    }
}
