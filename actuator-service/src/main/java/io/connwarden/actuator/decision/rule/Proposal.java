package io.connwarden.actuator.decision.rule;

import io.connwarden.contracts.RuleId;
import java.util.List;
import java.util.Map;

/**
 * What a rule would do if no guard objected.
 *
 * @param rule the rule, or COMMAND
 * @param condition why its hour has come, with figures
 * @param candidates everybody who meets it, in any order; may be nobody
 * @param limits how many of a kind it takes at most; a kind not in it has no maximum
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
