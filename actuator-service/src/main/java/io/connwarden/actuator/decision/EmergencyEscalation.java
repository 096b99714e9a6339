package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The escalation of R1 after its first step. The escalation ends at relief, after the last step, with the budget, or
 * without candidates.
 */
final class EmergencyEscalation {
    private final R1Emergency emergency;
    private final Guards guards;

    EmergencyEscalation(R1Emergency emergency, Guards guards) {
        this.emergency = emergency;
        this.guards = guards;
    }

    /** @param pass the sessions that can be victims */
    Decision decideNextStep(ModePass pass, EscalationState previous, Situation situation, Policy policy) {
        return endReason(previous, situation, policy.emergency())
                .<Decision>map(reason -> new Decision.NoAction(RuleId.R1, reason, List.of()))
                .orElseGet(() -> decideStep(pass, previous, situation, policy));
    }

    private Decision decideStep(ModePass pass, EscalationState previous, Situation situation, Policy policy) {
        Proposal all = withoutSelected(previous, emergency.proposeStep(previous.step() + 1, situation, policy));
        Proposal proposal = pass.withinPass(all);
        Selection selection =
                Selection.select(proposal, guards.createSessionGuards(previous.nextStep(proposal, situation, policy)));
        WholeSample whole = new WholeSample(guards, any -> previous.nextStep(any, situation, policy));
        Optional<Proposal> relaxed = selection.isEmptyBySoftGuard() && !whole.hasTerminations(Stream.of(all))
                ? emergency.relax(proposal, situation)
                : Optional.empty();
        return relaxed.map(again -> Selection.select(
                        again, guards.createHardSessionGuards(previous.nextStep(again, situation, policy))))
                .orElse(selection)
                .with(pass.sparedByMode(all))
                .toDecision(List.of(), previous.dryRun());
    }

    /** Returns the reason why the escalation ends, or empty if it continues. */
    private static Optional<String> endReason(EscalationState previous, Situation situation, Emergency limits) {
        Counts counts = situation.counts();
        if (counts != null && counts.slotUtilizationPercentage() <= limits.reliefSlotUtilization()) {
            return Optional.of("relief: " + utilization(counts) + ", at or below the relief threshold of "
                    + Formats.percent(limits.reliefSlotUtilization()));
        }
        if (previous.dryRun()) {
            return Optional.of("a dry run has no effect, so step " + (previous.step() + 1) + " cannot be decided");
        }
        return previous.step() >= limits.maxSteps()
                ? Optional.of("no relief after step " + previous.step() + " of " + limits.maxSteps() + ": "
                        + utilization(counts) + "; the next health event starts a new decision")
                : Optional.empty();
    }

    private static Proposal withoutSelected(EscalationState previous, Proposal proposal) {
        List<Candidate> remaining = proposal.candidates().stream()
                .filter(each -> each.session()
                        .id()
                        .filter(previous.selected()::contains)
                        .isEmpty())
                .toList();
        return new Proposal(proposal.rule(), proposal.condition(), remaining, proposal.limits());
    }

    private static String utilization(@Nullable Counts counts) {
        return counts == null
                ? "slot utilization unknown"
                : "slot utilization " + Formats.shortPercent(counts.slotUtilizationPercentage());
    }
}
