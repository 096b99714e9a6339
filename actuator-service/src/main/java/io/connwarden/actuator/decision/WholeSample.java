package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.rule.Proposal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The evaluation of proposals with all sessions of the sample, whatever their modes. A soft guard is relaxed only if no
 * session could be selected with it: sessions of another mode or outside a plan are no reason to end the warm sessions
 * of others.
 */
record WholeSample(Guards guards, Function<Proposal, GuardedStep> step) {

    /** Returns true if a proposal selects a session while all guards apply. */
    boolean hasVictims(Stream<Proposal> proposals) {
        return proposals.anyMatch(proposal ->
                !Selection.select(proposal, allGuards(proposal)).victims().isEmpty());
    }

    private List<SessionGuard> allGuards(Proposal proposal) {
        return guards.createSessionGuards(step.apply(proposal));
    }
}
