package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * The guard of an approval: a session gets no stronger signal than its plan showed. An approval to cancel a query is no
 * approval to end its session.
 */
public record PlannedSignalGuard(Plan plan) implements SessionGuard {

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        boolean exceeded = candidate.kind().signal() == SignalKind.TERMINATE
                && plan.signalOf(candidate.session())
                        .filter(SignalKind.CANCEL::equals)
                        .isPresent();
        return exceeded
                ? Optional.of(new SparedSession(
                        candidate.session(),
                        plan.rule(),
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: the plan shows a cancellation, and " + plan.rule()
                                + " would terminate the session now; a new plan can ask for it"))
                : Optional.empty();
    }
}
