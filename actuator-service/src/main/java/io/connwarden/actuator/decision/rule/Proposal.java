package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The candidates of a rule before the guards.
 *
 * @param rule the rule, or COMMAND
 * @param condition the condition of the rule with its counts, for the reason
 * @param candidates all sessions that meet the rule, in any order; may be empty
 * @param overridden the guards that the command overrides for the sessions it names
 * @param limits maximum number of victims per kind; a missing kind has no limit
 * @param scope the role or database with the CONNECTION LIMIT of the proposal, such as {@code role 'shop'}; empty for
 *     the whole server
 * @param notYet the sessions that do not meet the rule yet, in words; empty if they are not told
 */
public record Proposal(
        RuleId rule,
        String condition,
        List<Candidate> candidates,
        Set<RuleId> overridden,
        Map<CandidateKind, Integer> limits,
        String scope,
        String notYet) {
    public Proposal {
        candidates = List.copyOf(candidates);
        overridden = Set.copyOf(overridden);
        limits = Map.copyOf(limits);
    }

    /** Creates a proposal for the whole server. */
    public Proposal(
            RuleId rule,
            String condition,
            List<Candidate> candidates,
            Set<RuleId> overridden,
            Map<CandidateKind, Integer> limits) {
        this(rule, condition, candidates, overridden, limits, "", "");
    }

    public Proposal(RuleId rule, String condition, List<Candidate> candidates, Map<CandidateKind, Integer> limits) {
        this(rule, condition, candidates, Set.of(), limits);
    }

    /** Returns this proposal with other candidates. */
    public Proposal withCandidates(List<Candidate> others) {
        return new Proposal(rule, condition, others, overridden, limits, scope, notYet);
    }

    /** Returns this proposal with a text about the sessions that do not meet the rule yet. */
    Proposal withNotYet(String text) {
        return new Proposal(rule, condition, candidates, overridden, limits, scope, text);
    }

    /** Returns the origins of the plans that hold back this proposal, pending or rejected. */
    public List<Plan.Origin> originsOfPlans() {
        return sameAndStronger().stream()
                .map(each -> new Plan.Origin(each, scope))
                .toList();
    }

    /**
     * Returns the rules that hold back this proposal by their cooldown, plan or rejection, also if their condition no
     * longer holds. A proposal within a limit has a need of its own.
     */
    public List<RuleId> sameAndStronger() {
        return scope.isEmpty() && Rule.SLOT_UTILIZATION_RULES.contains(rule)
                ? Rule.SLOT_UTILIZATION_RULES.stream()
                        .filter(each -> each.compareTo(rule) <= 0)
                        .toList()
                : List.of(rule);
    }

    /** Returns this proposal for an evaluation without the soft guards. Its condition and its reasons say so. */
    Proposal withoutSoftGuards() {
        return new Proposal(
                rule,
                condition + "; every candidate was spared, so the last step relaxes G6",
                candidates.stream().map(Proposal::withoutSoftGuards).toList(),
                overridden,
                limits,
                scope,
                notYet);
    }

    private static Candidate withoutSoftGuards(Candidate candidate) {
        return candidate.kind() == CandidateKind.IDLE
                ? new Candidate(
                        candidate.session(),
                        candidate.kind(),
                        candidate.age(),
                        candidate.reason() + "; G6 relaxed, because every candidate was spared")
                : candidate;
    }

    public int limit(CandidateKind kind) {
        return limits.getOrDefault(kind, Integer.MAX_VALUE);
    }
}
