package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;

/** Whether it is a primary or a standby. */
final class Replication implements Question {
    private static final String NAME = "replication";

    @Override
    public Check judge(Findings findings) {
        return findings.server()
                .value()
                .map(Replication::judge)
                .orElseGet(() ->
                        Check.unanswered(NAME, Standing.LIMIT, findings.server().lack()));
    }

    private static Check judge(Server server) {
        return server.standby()
                ? Check.of(
                        NAME,
                        Standing.NOTE,
                        "a standby: its sessions are its own and can be ended here; roles and rights come from the"
                                + " primary")
                : Check.of(NAME, Standing.FINE, "a primary");
    }
}
