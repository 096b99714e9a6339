package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.contracts.message.Counts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** R1 from its second rung on: it goes on until relief, the last rung, the budget, or until nobody is left to take. */
final class Ladder {
    private final R1Emergency emergency;

    Ladder(R1Emergency emergency) {
        this.emergency = emergency;
    }

    Decision next(RungState previous, Situation fresh, Policy policy) {
        return end(previous, fresh, policy.emergency())
                .<Decision>map(reason -> new Decision.Nothing(Ground.R1, reason, List.of()))
                .orElseGet(() -> rung(previous, fresh, policy));
    }

    private Decision rung(RungState previous, Situation fresh, Policy policy) {
        Proposal proposal = withoutTried(previous, emergency.nextRung(previous.rung() + 1, fresh, policy));
        return Choice.from(proposal, SessionGuards.between(proposal, previous, fresh, policy))
                .decision(List.of(), previous.dryRun());
    }

    /** Why the ladder ends before this rung; empty when it goes on. */
    private static Optional<String> end(RungState previous, Situation fresh, Emergency figures) {
        Counts counts = fresh.counts();
        if (counts != null && counts.slotUtilizationPercentage() <= figures.reliefPercentage()) {
            return Optional.of("relief: " + percent(counts.slotUtilizationPercentage()) + " of the usable slots taken, "
                    + percent(figures.reliefPercentage()) + " wanted");
        }
        if (previous.dryRun()) {
            return Optional.of("a dry run ends nobody, so no look can tell whether rung " + (previous.rung() + 1)
                    + " would be needed");
        }
        return previous.rung() >= figures.rungs()
                ? Optional.of("no relief after rung " + previous.rung() + " of " + figures.rungs() + ", "
                        + spoken(counts) + "; the next health event decides anew")
                : Optional.empty();
    }

    private static Proposal withoutTried(RungState previous, Proposal proposal) {
        List<Candidate> fresh = proposal.candidates().stream()
                .filter(each ->
                        each.session().id().filter(previous.tried()::contains).isEmpty())
                .toList();
        return new Proposal(proposal.rule(), proposal.trigger(), fresh, proposal.maxima());
    }

    private static String spoken(@Nullable Counts counts) {
        return counts == null
                ? "not counted"
                : percent(counts.slotUtilizationPercentage()) + " of the usable slots taken";
    }
}
