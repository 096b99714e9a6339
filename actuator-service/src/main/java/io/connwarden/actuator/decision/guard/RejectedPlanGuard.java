package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * The guard G2 of mode {@code ask}: a rule does not ask again for an unchanged session of a rejected plan, its own or
 * that of a stronger rule.
 *
 * @param proposal the proposal that would become a plan
 */
public record RejectedPlanGuard(RecentPlans plans, Proposal proposal) implements SessionGuard {

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return plans.rejectedWith(candidate.session(), proposal.originsOfPlans())
                .map(plan -> new SparedSession(
                        candidate.session(),
                        RuleId.G2,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: unchanged since plan " + plan.id() + ", which " + plan.end()
                                + " (G2)"));
    }
}
