package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The state of an emergency between two steps. All steps belong to one action.
 *
 * @param step number of the last step; the first is 1
 * @param sessionsAtStart number of sessions in the sample of the first step; the budget of the action is a share of
 *     this number
 * @param selected all sessions selected so far. None of them is selected again, because a session that did not end is
 *     not expected to end at the next signal
 * @param terminations number of selected sessions to terminate, without those on which the signal failed
 * @param terminatedBefore terminations of the last hour at the start of the action
 * @param failed number of selected sessions on which the signal failed; the share of the action is not theirs
 * @param dryRun true if the action sends no signal
 */
public record EscalationState(
        int step,
        int sessionsAtStart,
        Set<SessionId> selected,
        int terminations,
        int terminatedBefore,
        int failed,
        boolean dryRun) {
    public EscalationState {
        selected = Set.copyOf(selected);
    }

    /** Returns the state after the first step, which was decided on the given situation. */
    public static EscalationState afterFirstStep(Decision.Act act, Situation situation) {
        return new EscalationState(
                        0,
                        situation.sessions().size(),
                        Set.of(),
                        0,
                        situation.recentActions().terminationsLastHour(),
                        0,
                        act.dryRun())
                .afterStep(act);
    }

    /** Returns the state after one more step. */
    public EscalationState afterStep(Decision.Act act) {
        Set<SessionId> allSelected = new HashSet<>(selected);
        act.victims().forEach(victim -> allSelected.add(victim.id()));
        return new EscalationState(
                step + 1,
                sessionsAtStart,
                allSelected,
                terminations + terminationsOf(act),
                terminatedBefore,
                failed,
                dryRun);
    }

    /**
     * Returns the state after the outcomes of its last step.
     *
     * @param more number of sessions on which the signal failed
     * @param moreTerminations number of these with a signal to terminate; they are not terminations of the hour
     */
    public EscalationState withFailed(int more, int moreTerminations) {
        return new EscalationState(
                step,
                sessionsAtStart,
                selected,
                terminations - moreTerminations,
                terminatedBefore,
                failed + more,
                dryRun);
    }

    /** Returns the next step. The budget continues, and the selected sessions are not survivors. */
    GuardedStep nextStep(Proposal proposal, Situation situation, Policy policy) {
        List<Session> notYetSelected = situation.sessions().stream()
                .filter(session -> session.id().filter(selected::contains).isEmpty())
                .toList();
        return new GuardedStep(
                proposal,
                policy,
                notYetSelected,
                sessionsAtStart,
                selected.size() - failed,
                terminationsLastHour(situation),
                situation);
    }

    /** Returns the terminations of the last hour, including terminations of this action that are not recorded yet. */
    private int terminationsLastHour(Situation situation) {
        return Math.max(
                terminatedBefore + terminations, situation.recentActions().terminationsLastHour());
    }

    private static int terminationsOf(Decision.Act act) {
        return (int) act.victims().stream()
                .map(Victim::signal)
                .filter(signal -> signal == SignalKind.TERMINATE)
                .count();
    }
}
