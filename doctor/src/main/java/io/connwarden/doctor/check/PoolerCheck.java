package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.PoolerProbeResult;
import java.util.ArrayList;
import java.util.List;

/** Whether we talk to the server itself. A pooler hides who holds what, and cannot hold a session for us. */
final class PoolerCheck implements Check {
    private static final String NAME = "direct";
    private static final MissingRequirement DIRECT_ADDRESS =
            new MissingRequirement.Advice("give the address of the server itself, not the pooler's");

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.pooler()
                .value()
                .map(way -> evaluate(way, findings))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.pooler().failureReason()));
    }

    private static CheckResult evaluate(PoolerProbeResult way, Findings findings) {
        if (!way.hasPooler()) {
            return CheckResult.of(NAME, Severity.OK, "the server itself answers, no pooler")
                    .withDetails(directDetails(way, findings));
        }
        return way.sharesBackends()
                ? CheckResult.of(
                                NAME,
                                Severity.ERROR,
                                "a pooler is in between that lends its sessions from statement to statement: none can be"
                                        + " held, and what Connwarden sets in one reaches others",
                                DIRECT_ADDRESS)
                        .withDetails(poolerDetails(way))
                : CheckResult.of(
                                NAME,
                                Severity.WARNING,
                                "a pooler is in between that seems to give each connection a session of its own: when it"
                                        + " is full or away, Connwarden is shut out with everybody else",
                                DIRECT_ADDRESS)
                        .withDetails(poolerDetails(way));
    }

    private static List<String> poolerDetails(PoolerProbeResult way) {
        List<String> signs = new ArrayList<>();
        if (way.hasPidMismatch()) {
            signs.add("pid " + way.cancelKeyPid() + " was handed out at the login, but backend "
                    + format(way.firstPids()) + " answers");
        }
        if (way.sharesBackends()) {
            signs.add("two connections open at once were served by backends " + format(way.firstPids()) + " and "
                    + format(way.secondPids()));
        }
        if (way.secondBackendOlder()) {
            signs.add("a new connection was given a backend that had started before it was asked for");
        }
        return signs;
    }

    private static List<String> directDetails(PoolerProbeResult way, Findings findings) {
        List<String> signs = new ArrayList<>();
        signs.add("backend " + way.cancelKeyPid() + ", promised at the login, answers every time");
        signs.add(
                way.secondFailure() == null
                        ? "a second connection got a backend of its own, started for it"
                        : "a second connection was not to be had: "
                                + way.secondFailure().message());
        Integer port = way.serverPort();
        if (port != null && !findings.target().ports().contains(port)) {
            signs.add("it listens on port " + port
                    + ", which is not the url's: something in between passes the bytes on");
        }
        return signs;
    }

    private static String format(Iterable<Integer> pids) {
        List<String> texts = new ArrayList<>();
        pids.forEach(pid -> texts.add(pid.toString()));
        return String.join(", ", texts);
    }
}
