package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.ConnectionPools;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guard G7 for applications: a rule does not terminate the idle sessions of an application that replaces them at
 * once. This would use up the budget and free no slot. On a full server or within a full limit the rule may terminate
 * these sessions after all other candidates, within half of the hourly budget. The other half is left to other
 * applications, so all refilled applications share one half.
 *
 * @param refills by the name of the pool
 * @param full true if the server is full
 * @param fullLimits the full limits of roles and databases
 * @param maxTerminations maximum number of terminations of all refilled applications in an hour
 */
public record G7Refill(
        Map<String, Refill> refills,
        ConnectionPools pools,
        boolean full,
        List<ConnectionLimit> fullLimits,
        int maxTerminations)
        implements SessionGuard {
    /** Sessions that still authenticate hold slots, and are not listed before version 18. */
    private static final double MIN_FULL_PERCENTAGE = 97;

    static G7Refill of(GuardedStep step) {
        Counts counts = step.situation().counts();
        return new G7Refill(
                step.proposal().rule() == RuleId.COMMAND
                        ? Map.of()
                        : step.situation().recentActions().refills(),
                Refill.poolsOf(step.situation().sessions()),
                counts != null && counts.slotUtilizationPercentage() >= MIN_FULL_PERCENTAGE,
                step.situation().connectionLimits().stream()
                        .filter(limit -> limit.utilizationPercentage() >= MIN_FULL_PERCENTAGE)
                        .toList(),
                step.policy().budget().terminationsPerHour() / 2);
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return refillOf(candidate)
                .filter(refill -> !isFull(candidate) || terminated() + selected.terminations() >= maxTerminations)
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

    private boolean isFull(Candidate candidate) {
        return full || fullLimits.stream().anyMatch(candidate.session()::countsAgainst);
    }

    private int terminated() {
        return refills.values().stream().mapToInt(Refill::terminated).sum();
    }

    private Optional<Refill> refillOf(Candidate candidate) {
        return candidate.kind() == CandidateKind.IDLE
                ? Optional.ofNullable(
                        refills.get(pools.poolOf(candidate.session()).name()))
                : Optional.empty();
    }
}
