package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import java.util.HashSet;
import java.util.Set;

/**
 * Where an emergency stands between two looks: one action, however many rungs.
 *
 * @param step the rung taken last; the first is 1
 * @param sessionsAtStart sessions of the target when the first rung was decided; the budget of the action is a share of
 *     these
 * @param selected everybody chosen so far. None is chosen again, whatever became of them: who refused or does not respond
 *     would refuse again
 * @param terminations how many of the tried were to be terminated
 * @param terminatedBefore terminations of the last hour when the action began
 * @param dryRun whether the action signals nobody
 */
public record EscalationState(
        int step,
        int sessionsAtStart,
        Set<SessionId> selected,
        int terminations,
        int terminatedBefore,
        boolean dryRun) {
    public EscalationState {
        selected = Set.copyOf(selected);
    }

    /** After the first rung, decided on that situation. */
    public static EscalationState afterFirstStep(Decision.Act act, Situation situation) {
        return new EscalationState(
                        0,
                        situation.sessions().size(),
                        Set.of(),
                        0,
                        situation.recentActions().terminationsLastHour(),
                        act.dryRun())
                .afterStep(act);
    }

    /** After one more rung. */
    public EscalationState afterStep(Decision.Act act) {
        Set<SessionId> allSelected = new HashSet<>(selected);
        act.victims().forEach(victim -> allSelected.add(victim.id()));
        return new EscalationState(
                step + 1, sessionsAtStart, allSelected, terminations + terminationsOf(act), terminatedBefore, dryRun);
    }

    /** Terminations of the last hour, this action's included, whether or not they have been recorded yet. */
    int terminationsLastHour(Situation situation) {
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
