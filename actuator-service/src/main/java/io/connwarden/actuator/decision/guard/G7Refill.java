package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Map;
import java.util.Optional;

/**
 * The guard G7 for applications: a rule does not terminate the idle sessions of an application that replaces them at
 * once. This would use up the budget and free no slot. On a full server the rule may, after all other candidates, with
 * half of the budget of an hour. The other half is left to other applications.
 *
 * @param maxTerminations maximum number of terminations of a refilled application in an hour
 */
public record G7Refill(Map<String, Refill> refills, boolean full, int maxTerminations) implements SessionGuard {

    static G7Refill of(GuardedStep step) {
        Counts counts = step.situation().counts();
        return new G7Refill(
                step.proposal().rule() == RuleId.COMMAND
                        ? Map.of()
                        : step.situation().recentActions().refills(),
                counts != null && counts.totalConnections() >= counts.usableConnections(),
                step.policy().budget().terminationsPerHour() / 2);
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return refillOf(candidate)
                .filter(refill -> !full || refill.terminated() + selected.terminations() >= maxTerminations)
                .map(refill -> new SparedSession(
                        candidate.session(),
                        RuleId.G7,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: " + refill.describe() + ", its pool is too large (G7)"));
    }

    @Override
    public boolean comesLast(Candidate candidate) {
        return refillOf(candidate).isPresent();
    }

    private Optional<Refill> refillOf(Candidate candidate) {
        return candidate.kind() == CandidateKind.IDLE
                ? Optional.ofNullable(refills.get(Refill.nameOf(candidate.session())))
                : Optional.empty();
    }
}
