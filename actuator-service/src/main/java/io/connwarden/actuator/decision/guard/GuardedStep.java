package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;

/**
 * The step of an action for which session guards are created.
 *
 * @param sessions the sessions of the sample that no earlier step selected
 * @param sessionsAtStart number of sessions of the target at the start of the action
 * @param selectedBefore number of sessions selected by earlier steps of the action
 * @param terminationsLastHour terminations of the last 60 minutes, including earlier steps
 * @param situation the sample and the recent actions
 */
public record GuardedStep(
        Proposal proposal,
        Policy policy,
        List<Session> sessions,
        int sessionsAtStart,
        int selectedBefore,
        int terminationsLastHour,
        Situation situation) {
    public GuardedStep {
        sessions = List.copyOf(sessions);
    }

    /** Returns the only or first step of an action. */
    public static GuardedStep first(Proposal proposal, Situation situation, Policy policy) {
        return new GuardedStep(
                proposal,
                policy,
                situation.sessions(),
                situation.sessions().size(),
                0,
                situation.recentActions().terminationsLastHour(),
                situation);
    }
}
