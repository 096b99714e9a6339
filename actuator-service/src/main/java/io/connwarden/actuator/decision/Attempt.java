package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries what a rule proposes, and what more it proposes when the guards leave nobody of the first. */
record Attempt(Situation situation, Policy policy, boolean dryRun, Findings findings) {

    /** The first proposal that leaves somebody to take; empty when none does, and the findings say why. */
    Optional<Decision> first(Proposal proposal, Supplier<Optional<Proposal>> more) {
        return act(proposal).or(() -> more.get().flatMap(this::act));
    }

    private Optional<Decision> act(Proposal proposal) {
        Choice choice = Choice.from(proposal, SessionGuards.atFirst(proposal, situation, policy));
        if (choice.victims().isEmpty()) {
            findings.foundNobody(choice);
            return Optional.empty();
        }
        return Optional.of(choice.decision(findings.sparedBut(choice), dryRun));
    }
}
