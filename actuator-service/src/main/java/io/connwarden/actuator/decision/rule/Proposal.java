package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Ground;
import java.util.List;
import java.util.Map;

/**
 * What a rule would do if no guard objected.
 *
 * @param rule the rule, or COMMAND
 * @param trigger why its hour has come, with figures
 * @param candidates everybody who meets it, in any order; may be nobody
 * @param maxima how many of a kind it takes at most; a kind not in it has no maximum
 */
public record Proposal(Ground rule, String trigger, List<Candidate> candidates, Map<Kind, Integer> maxima) {
    public Proposal {
        candidates = List.copyOf(candidates);
        maxima = Map.copyOf(maxima);
    }

    public int maximum(Kind kind) {
        return maxima.getOrDefault(kind, Integer.MAX_VALUE);
    }
}
