package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G4Budget;
import io.connwarden.actuator.decision.guard.G5Protection;
import io.connwarden.actuator.decision.guard.G6Survivors;
import io.connwarden.actuator.decision.guard.Maximum;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;

/** The guards over single sessions, in the order in which they are asked: the reason that would last is given first. */
final class SessionGuards {
    private SessionGuards() {}

    /** For an action's only or first choice. */
    static List<SessionGuard> atFirst(Proposal proposal, Situation situation, Policy policy) {
        int sessions = situation.sessions().size();
        int lastHour = situation.recent().terminationsLastHour();
        return inOrder(proposal, situation.sessions(), policy, new G4Budget(policy.budget(), sessions, 0, lastHour));
    }

    /** For a further rung: the budget goes on, and who was tried no longer counts as a survivor. */
    static List<SessionGuard> between(Proposal proposal, RungState previous, Situation fresh, Policy policy) {
        List<Session> untried = fresh.sessions().stream()
                .filter(session ->
                        session.id().filter(previous.tried()::contains).isEmpty())
                .toList();
        G4Budget budget = new G4Budget(
                policy.budget(),
                previous.sessionsAtStart(),
                previous.tried().size(),
                previous.terminatedThisHour(fresh));
        return inOrder(proposal, untried, policy, budget);
    }

    private static List<SessionGuard> inOrder(
            Proposal proposal, List<Session> sessions, Policy policy, G4Budget budget) {
        G5Protection protection = new G5Protection(policy);
        return List.of(protection, G6Survivors.of(sessions, protection, policy), new Maximum(proposal), budget);
    }
}
