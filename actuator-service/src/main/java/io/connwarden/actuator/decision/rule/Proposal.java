package io.connwarden.actuator.decision.rule;

import io.connwarden.contracts.RuleId;
import java.util.List;
import java.util.Map;

/**
 * The candidates of a rule before the guards.
 *
 * @param rule the rule, or COMMAND
 * @param condition the condition of the rule with its counts, for the reason
 * @param candidates all sessions that meet the rule, in any order; may be empty
 * @param limits maximum number of victims per kind; a missing kind has no limit
 */
public record Proposal(RuleId rule, String condition, List<Candidate> candidates, Map<CandidateKind, Integer> limits) {
    public Proposal {
        candidates = List.copyOf(candidates);
        limits = Map.copyOf(limits);
    }

    public int limit(CandidateKind kind) {
        return limits.getOrDefault(kind, Integer.MAX_VALUE);
    }
}
