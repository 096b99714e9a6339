package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.wording.Figures.counted;

import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.guard.Tally;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.actuator.decision.verdict.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A proposal after the guards: every candidate is either chosen or spared, never both and never neither. */
record Choice(Proposal proposal, List<Victim> victims, List<Spared> spared) {
    Choice {
        victims = List.copyOf(victims);
        spared = List.copyOf(spared);
    }

    /** Asks the guards about each candidate in the order of victims; the first that objects spares it. */
    static Choice from(Proposal proposal, List<SessionGuard> guards) {
        List<Victim> victims = new ArrayList<>();
        List<Spared> spared = new ArrayList<>();
        Tally chosen = new Tally();
        for (Candidate candidate :
                proposal.candidates().stream().sorted(Candidate.ORDER).toList()) {
            objection(guards, candidate, chosen).ifPresentOrElse(spared::add, () -> {
                chosen.add(candidate);
                victims.add(candidate.victim());
            });
        }
        return new Choice(proposal, victims, spared);
    }

    /** The decision, with those who were spared before this choice put in front. */
    Decision decision(List<Spared> before, boolean dryRun) {
        List<Spared> everySpared = new ArrayList<>(before);
        everySpared.addAll(spared);
        return victims.isEmpty()
                ? new Decision.Nothing(limit(), reason(everySpared), everySpared)
                : new Decision.Act(proposal.rule(), reason(everySpared), victims, everySpared, dryRun);
    }

    /** The budget when it alone kept the rule from acting: that is worth a person's attention, a rule at rest is not. */
    Ground limit() {
        return spared.stream().anyMatch(each -> each.ground() == Ground.G4) ? Ground.G4 : proposal.rule();
    }

    String reason() {
        return reason(spared);
    }

    /** The reason without the figures that a former rule's reason has given already. */
    String shortReason() {
        return proposal.rule() + ": " + outcome(spared);
    }

    private String reason(List<Spared> everySpared) {
        return proposal.trigger() + ": " + outcome(everySpared);
    }

    private String outcome(List<Spared> everySpared) {
        if (proposal.rule() == Ground.R5) {
            return "nothing to do";
        }
        if (victims.isEmpty() && everySpared.isEmpty()) {
            return "nobody meets it";
        }
        List<String> parts = new ArrayList<>();
        taken(Reclaim.TERMINATE, "session", "end").ifPresent(parts::add);
        taken(Reclaim.CANCEL, "query", "cancel").ifPresent(parts::add);
        if (victims.isEmpty()) {
            parts.add("nobody to take");
        }
        if (!everySpared.isEmpty()) {
            parts.add(spoken(everySpared));
        }
        return String.join(", ", parts);
    }

    private Optional<String> taken(Reclaim reclaim, String what, String verb) {
        int count =
                (int) victims.stream().filter(each -> each.reclaim() == reclaim).count();
        return count == 0 ? Optional.empty() : Optional.of(counted(count, what) + " to " + verb);
    }

    /** {@code 12 spared (G5: 10, G6: 2)}. */
    private static String spoken(List<Spared> spared) {
        Map<Ground, Integer> byGround = new TreeMap<>();
        spared.forEach(each -> byGround.merge(each.ground(), 1, Integer::sum));
        String grounds = byGround.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
        return spared.size() + " spared (" + grounds + ")";
    }

    private static Optional<Spared> objection(List<SessionGuard> guards, Candidate candidate, Tally chosen) {
        return guards.stream()
                .map(guard -> guard.spares(candidate, chosen))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
