package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/** A rule's or a command's own maximum of each kind. */
public record Maximum(Proposal proposal) implements SessionGuard {

    @Override
    public Optional<Spared> spares(Candidate candidate, Tally chosen) {
        int maximum = proposal.maximum(candidate.kind());
        return chosen.of(candidate.kind()) < maximum
                ? Optional.empty()
                : Optional.of(new Spared(
                        candidate.session(),
                        proposal.rule(),
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: " + proposal.rule() + " takes at most " + maximum
                                + " of its kind at once"));
    }
}
