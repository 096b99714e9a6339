package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G4Budget;
import io.connwarden.actuator.decision.guard.G5Protection;
import io.connwarden.actuator.decision.guard.G6Survivors;
import io.connwarden.actuator.decision.guard.RuleLimit;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;

/** The session guards in their order. The most permanent reason comes first. */
final class SessionGuards {
    private SessionGuards() {}

    /** Returns the guards for the only or first step of an action. */
    static List<SessionGuard> forFirstStep(Proposal proposal, Situation situation, Policy policy) {
        int sessions = situation.sessions().size();
        int lastHour = situation.recentActions().terminationsLastHour();
        return inOrder(proposal, situation.sessions(), policy, new G4Budget(policy.budget(), sessions, 0, lastHour));
    }

    /** Returns the guards for a further step. The budget continues, and selected sessions are no survivors. */
    static List<SessionGuard> forNextStep(
            Proposal proposal, EscalationState previous, Situation situation, Policy policy) {
        List<Session> notYetSelected = situation.sessions().stream()
                .filter(session ->
                        session.id().filter(previous.selected()::contains).isEmpty())
                .toList();
        G4Budget budget = new G4Budget(
                policy.budget(),
                previous.sessionsAtStart(),
                previous.selected().size(),
                previous.terminationsLastHour(situation));
        return inOrder(proposal, notYetSelected, policy, budget);
    }

    private static List<SessionGuard> inOrder(
            Proposal proposal, List<Session> sessions, Policy policy, G4Budget budget) {
        G5Protection protection = new G5Protection(policy);
        return List.of(protection, G6Survivors.of(sessions, protection, policy), new RuleLimit(proposal), budget);
    }
}
