package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.contracts.SignalKind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The evaluation of proposals with all sessions of the sample, whatever their modes. A soft guard is relaxed only if no
 * session could be terminated with it. Sessions of another mode or outside a plan are no reason to end the warm
 * sessions of others.
 */
record WholeSample(Guards guards, Function<Proposal, GuardedStep> step) {

    /** Returns true if a proposal terminates a session while all guards apply. A cancelled query frees no slot. */
    boolean hasTerminations(Stream<Proposal> proposals) {
        return proposals
                .flatMap(proposal -> Selection.select(proposal, allGuards(proposal)).victims().stream())
                .anyMatch(victim -> victim.signal() == SignalKind.TERMINATE);
    }

    private List<SessionGuard> allGuards(Proposal proposal) {
        return guards.createSessionGuards(step.apply(proposal));
    }
}
