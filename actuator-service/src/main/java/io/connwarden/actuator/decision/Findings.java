package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Spared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Why the rules tried so far take nobody. Lives no longer than one decision. */
final class Findings {
    private final List<Ground> grounds = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<Spared> spared = new ArrayList<>();

    void rests(String reason) {
        grounds.add(Ground.G3);
        reasons.add(reason);
    }

    void foundNobody(Choice choice) {
        if (choice.proposal().rule() == Ground.R5 && !grounds.isEmpty()) {
            return;
        }
        grounds.add(choice.limit());
        reasons.add(reasons.isEmpty() ? choice.reason() : choice.shortReason());
        Set<Session> known = sessions(spared.stream());
        choice.spared().stream().filter(each -> !known.contains(each.session())).forEach(spared::add);
    }

    /** Those spared so far whom the choice says nothing about. */
    List<Spared> sparedBut(Choice choice) {
        Set<Session> decided = sessions(choice.spared().stream());
        choice.victims().forEach(victim -> decided.add(victim.session()));
        return spared.stream().filter(each -> !decided.contains(each.session())).toList();
    }

    /** The budget goes before what merely came first: it is the one a person can do something about. */
    Decision nothing() {
        Ground ground = grounds.contains(Ground.G4) ? Ground.G4 : grounds.get(0);
        return new Decision.Nothing(ground, String.join("; ", reasons), spared);
    }

    private static Set<Session> sessions(Stream<Spared> spared) {
        Set<Session> sessions = new HashSet<>();
        spared.forEach(each -> sessions.add(each.session()));
        return sessions;
    }
}
