package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Why the rules tried so far take nobody. Lives no longer than one decision. */
final class NoActionReasons {
    private final List<RuleId> ruleIds = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<SparedSession> spared = new ArrayList<>();

    void addCooldown(String reason) {
        ruleIds.add(RuleId.G3);
        reasons.add(reason);
    }

    void addWithoutVictims(Selection selection) {
        if (selection.proposal().rule() == RuleId.R5 && !ruleIds.isEmpty()) {
            return;
        }
        ruleIds.add(selection.ruleId());
        reasons.add(reasons.isEmpty() ? selection.reason() : selection.shortReason());
        Set<Session> known = sessions(spared.stream());
        selection.spared().stream()
                .filter(each -> !known.contains(each.session()))
                .forEach(spared::add);
    }

    /** Those spared so far whom the choice says nothing about. */
    List<SparedSession> sparedExcept(Selection selection) {
        Set<Session> decided = sessions(selection.spared().stream());
        selection.victims().forEach(victim -> decided.add(victim.session()));
        return spared.stream().filter(each -> !decided.contains(each.session())).toList();
    }

    /** The budget goes before what merely came first: it is the one a person can do something about. */
    Decision toDecision() {
        RuleId ruleId = ruleIds.contains(RuleId.G4) ? RuleId.G4 : ruleIds.get(0);
        return new Decision.NoAction(ruleId, String.join("; ", reasons), spared);
    }

    private static Set<Session> sessions(Stream<SparedSession> spared) {
        Set<Session> sessions = new HashSet<>();
        spared.forEach(each -> sessions.add(each.session()));
        return sessions;
    }
}
