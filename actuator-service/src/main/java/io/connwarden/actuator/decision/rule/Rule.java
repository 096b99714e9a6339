package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Optional;

/** A rule of the list R1 to R5. */
public interface Rule {

    /** The rules that reduce slot utilization, each more gently than the one before. */
    List<RuleId> SLOT_UTILIZATION_RULES = List.of(RuleId.R1, RuleId.R2, RuleId.R3);

    RuleId id();

    /** Returns the proposal of the rule, or empty if its condition does not hold. */
    Optional<Proposal> propose(Situation situation, Policy policy);

    /** Returns true if the cooldown of this rule holds back the gentler rules, and theirs holds it back. */
    default boolean reducesSlotUtilization() {
        return SLOT_UTILIZATION_RULES.contains(id());
    }

    /** Returns the proposal to evaluate if the first one has no victim, or empty. */
    default Optional<Proposal> proposeEscalation(Situation situation, Policy policy) {
        return Optional.empty();
    }

    /**
     * Returns the last proposal again, for an evaluation without the soft guards, or empty. It is evaluated if a soft
     * guard spared candidates and no victim is left.
     */
    default Optional<Proposal> relax(Proposal last, Situation situation) {
        return Optional.empty();
    }
}
