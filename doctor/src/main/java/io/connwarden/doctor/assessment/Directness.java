package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Way;
import java.util.ArrayList;
import java.util.List;

/** Whether we talk to the server itself. A pooler hides who holds what, and cannot hold a session for us. */
final class Directness implements Question {
    private static final String NAME = "direct";
    private static final Need CURE = new Need.Advice("give the address of the server itself, not the pooler's");

    @Override
    public Check judge(Findings findings) {
        return findings.way()
                .value()
                .map(way -> judge(way, findings))
                .orElseGet(() ->
                        Check.unanswered(NAME, Standing.LIMIT, findings.way().lack()));
    }

    private static Check judge(Way way, Findings findings) {
        if (!way.pooled()) {
            return Check.of(NAME, Standing.FINE, "the server itself answers, no pooler")
                    .with(straight(way, findings));
        }
        return way.sharesBackends()
                ? Check.of(
                                NAME,
                                Standing.OBSTACLE,
                                "a pooler is in between that lends its sessions from statement to statement: none can be"
                                        + " held, and what Connwarden sets in one reaches others",
                                CURE)
                        .with(signs(way))
                : Check.of(
                                NAME,
                                Standing.LIMIT,
                                "a pooler is in between that seems to give each connection a session of its own: when it"
                                        + " is full or away, Connwarden is shut out with everybody else",
                                CURE)
                        .with(signs(way));
    }

    private static List<String> signs(Way way) {
        List<String> signs = new ArrayList<>();
        if (way.strangerAtTheDoor()) {
            signs.add("pid " + way.promisedPid() + " was handed out at the login, but backend "
                    + spoken(way.firstPids()) + " answers");
        }
        if (way.sharesBackends()) {
            signs.add("two connections open at once were served by backends " + spoken(way.firstPids()) + " and "
                    + spoken(way.secondPids()));
        }
        if (way.secondOlder()) {
            signs.add("a new connection was given a backend that had started before it was asked for");
        }
        return signs;
    }

    private static List<String> straight(Way way, Findings findings) {
        List<String> signs = new ArrayList<>();
        signs.add("backend " + way.promisedPid() + ", promised at the login, answers every time");
        signs.add(
                way.secondRefused() == null
                        ? "a second connection got a backend of its own, started for it"
                        : "a second connection was not to be had: "
                                + way.secondRefused().message());
        Integer port = way.serverPort();
        if (port != null && !findings.subject().ports().contains(port)) {
            signs.add("it listens on port " + port
                    + ", which is not the url's: something in between passes the bytes on");
        }
        return signs;
    }

    private static String spoken(Iterable<Integer> pids) {
        List<String> texts = new ArrayList<>();
        pids.forEach(pid -> texts.add(pid.toString()));
        return String.join(", ", texts);
    }
}
