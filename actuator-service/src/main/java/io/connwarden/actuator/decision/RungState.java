package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Victim;
import io.connwarden.contracts.message.SessionId;
import java.util.HashSet;
import java.util.Set;

/**
 * Where an emergency stands between two looks: one action, however many rungs.
 *
 * @param rung the rung taken last; the first is 1
 * @param sessionsAtStart sessions of the target when the first rung was decided; the budget of the action is a share of
 *     these
 * @param tried everybody chosen so far. None is chosen again, whatever became of them: who refused or does not respond
 *     would refuse again
 * @param terminations how many of the tried were to be terminated
 * @param terminatedBefore terminations of the last hour when the action began
 * @param dryRun whether the action signals nobody
 */
public record RungState(
        int rung, int sessionsAtStart, Set<SessionId> tried, int terminations, int terminatedBefore, boolean dryRun) {
    public RungState {
        tried = Set.copyOf(tried);
    }

    /** After the first rung, decided on that situation. */
    public static RungState first(Decision.Act act, Situation situation) {
        return new RungState(
                        0,
                        situation.sessions().size(),
                        Set.of(),
                        0,
                        situation.recent().terminationsLastHour(),
                        act.dryRun())
                .then(act);
    }

    /** After one more rung. */
    public RungState then(Decision.Act act) {
        Set<SessionId> everybody = new HashSet<>(tried);
        act.victims().forEach(victim -> everybody.add(victim.id()));
        return new RungState(rung + 1, sessionsAtStart, everybody, terminations + ended(act), terminatedBefore, dryRun);
    }

    /** Terminations of the last hour, this action's included, whether or not they have been recorded yet. */
    int terminatedThisHour(Situation fresh) {
        return Math.max(terminatedBefore + terminations, fresh.recent().terminationsLastHour());
    }

    private static int ended(Decision.Act act) {
        return (int) act.victims().stream()
                .map(Victim::reclaim)
                .filter(reclaim -> reclaim == Reclaim.TERMINATE)
                .count();
    }
}
