package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/** The limit per kind of a rule or a command. */
public record RuleLimitGuard(Proposal proposal) implements SessionGuard {

    static RuleLimitGuard of(GuardedStep step) {
        return new RuleLimitGuard(step.proposal());
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        int limit = proposal.limit(candidate.kind());
        return selected.count(candidate.kind()) < limit
                ? Optional.empty()
                : Optional.of(new SparedSession(
                        candidate.session(),
                        proposal.rule(),
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: limit of " + limit + " "
                                + candidate.kind().plural() + " reached"));
    }
}
