package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.ModePass.SparedByMode;
import io.connwarden.actuator.decision.guard.SelectionCount;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A proposal after the guards. Every candidate is either a victim or spared.
 *
 * @param softGuardSpared true if a soft guard spared a candidate
 * @param byMode the sessions that were no candidates because of their mode
 */
record Selection(
        Proposal proposal,
        List<Victim> victims,
        List<SparedSession> spared,
        boolean softGuardSpared,
        SparedByMode byMode) {
    Selection {
        victims = List.copyOf(victims);
        spared = List.copyOf(spared);
    }

    /** Checks each candidate in its order. The first guard that objects spares it. */
    static Selection select(Proposal proposal, List<SessionGuard> guards) {
        List<Victim> victims = new ArrayList<>();
        List<SparedSession> spared = new ArrayList<>();
        SelectionCount selected = new SelectionCount();
        boolean softGuardSpared = false;
        for (Candidate candidate : inOrder(proposal.candidates(), guards)) {
            Optional<Objection> objection = firstObjection(guards, candidate, selected);
            softGuardSpared |= objection.filter(Objection::soft).isPresent();
            objection.map(Objection::spared).ifPresentOrElse(spared::add, () -> {
                selected.add(candidate);
                victims.add(candidate.toVictim());
            });
        }
        return new Selection(proposal, victims, spared, softGuardSpared, SparedByMode.NONE);
    }

    Selection with(SparedByMode sessionsByMode) {
        return new Selection(proposal, victims, spared, softGuardSpared, sessionsByMode);
    }

    /** Returns true if there is no victim, and would be one without a soft guard unless a limit is reached. */
    boolean isEmptyBySoftGuard() {
        return victims.isEmpty() && softGuardSpared;
    }

    /** Returns the candidates in the victim order. Those that a guard puts last follow in the same order. */
    private static List<Candidate> inOrder(List<Candidate> candidates, List<SessionGuard> guards) {
        List<Candidate> first = new ArrayList<>();
        List<Candidate> last = new ArrayList<>();
        for (Candidate candidate : candidates) {
            (guards.stream().anyMatch(guard -> guard.comesLast(candidate)) ? last : first).add(candidate);
        }
        first.sort(Candidate.VICTIM_ORDER);
        last.sort(Candidate.VICTIM_ORDER);
        first.addAll(last);
        return first;
    }

    /** Returns the decision. Sessions spared before this selection come first. */
    Decision toDecision(List<SparedSession> sparedBefore, boolean dryRun) {
        List<SparedSession> allSpared = new ArrayList<>(sparedBefore);
        allSpared.addAll(allSpared());
        return victims.isEmpty()
                ? new Decision.NoAction(ruleId(), reason(allSpared), allSpared)
                : new Decision.Act(proposal.rule(), reason(allSpared), victims, allSpared, dryRun);
    }

    /** Returns the sessions that a guard or their mode spared. */
    List<SparedSession> allSpared() {
        return Stream.concat(spared.stream(), byMode.sessions().stream()).toList();
    }

    /** Returns G4 if the budget spared a session, because an operator can change it; otherwise the rule. */
    RuleId ruleId() {
        return spared.stream().anyMatch(each -> each.ruleId() == RuleId.G4) ? RuleId.G4 : proposal.rule();
    }

    String reason() {
        return reason(allSpared());
    }

    /** Returns the reason without the counts, which the reason of an earlier rule contains. */
    String shortReason() {
        return proposal.rule() + ": " + summary(allSpared());
    }

    private String reason(List<SparedSession> allSpared) {
        return proposal.condition() + ": " + summary(allSpared);
    }

    private String summary(List<SparedSession> allSpared) {
        if (proposal.rule() == RuleId.R5) {
            return "no action";
        }
        String notYet = proposal.notYet().isEmpty() ? "" : "; " + proposal.notYet();
        if (victims.isEmpty() && allSpared.isEmpty()) {
            return "no session meets the condition" + notYet;
        }
        List<String> parts = new ArrayList<>();
        selectedPart(SignalKind.TERMINATE, "session", "terminate").ifPresent(parts::add);
        selectedPart(SignalKind.CANCEL, "query", "cancel").ifPresent(parts::add);
        if (victims.isEmpty()) {
            parts.add(
                    proposal.candidates().isEmpty() && !byMode.sessions().isEmpty()
                            ? byMode.reason()
                            : "no session selected");
        }
        if (!allSpared.isEmpty()) {
            parts.add(sparedPart(allSpared));
        }
        return String.join(", ", parts) + notYet;
    }

    private Optional<String> selectedPart(SignalKind signal, String what, String verb) {
        int count =
                (int) victims.stream().filter(each -> each.signal() == signal).count();
        return count == 0 ? Optional.empty() : Optional.of(Formats.count(count, what) + " to " + verb);
    }

    /** {@code 12 spared (G5: 10, G6: 2)}. */
    private static String sparedPart(List<SparedSession> spared) {
        Map<RuleId, Integer> byRuleId = new TreeMap<>();
        spared.forEach(each -> byRuleId.merge(each.ruleId(), 1, Integer::sum));
        String counts = byRuleId.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
        return spared.size() + " spared (" + counts + ")";
    }

    private record Objection(SparedSession spared, boolean soft) {}

    private static Optional<Objection> firstObjection(
            List<SessionGuard> guards, Candidate candidate, SelectionCount selected) {
        return guards.stream()
                .flatMap(guard ->
                        guard.check(candidate, selected).map(spared -> new Objection(spared, guard.isSoft())).stream())
                .findFirst();
    }
}
