package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The reasons why the evaluated rules have no victim. One instance per decision. */
final class NoActionReasons {
    private final List<RuleId> ruleIds = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<SparedSession> spared = new ArrayList<>();

    /**
     * A reason why a rule does not select at all.
     *
     * @param ruleId the guard, or the rule itself
     */
    record Hold(RuleId ruleId, String reason) {}

    void addHold(Hold hold) {
        ruleIds.add(hold.ruleId());
        reasons.add(hold.reason());
    }

    void addWithoutVictims(Selection selection) {
        if (selection.proposal().rule() == RuleId.R5 && !ruleIds.isEmpty()) {
            return;
        }
        ruleIds.add(selection.ruleId());
        reasons.add(reasons.isEmpty() ? selection.reason() : selection.shortReason());
        Set<Session> known = sessions(spared.stream());
        selection.allSpared().stream()
                .filter(each -> !known.contains(each.session()))
                .forEach(spared::add);
    }

    /** Returns the spared sessions that the selection does not contain. */
    List<SparedSession> sparedExcept(Selection selection) {
        Set<Session> decided = sessions(selection.allSpared().stream());
        selection.victims().forEach(victim -> decided.add(victim.session()));
        return spared.stream().filter(each -> !decided.contains(each.session())).toList();
    }

    /** Prefers the budget (G4) to the first reason, because an operator can change the budget. */
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
