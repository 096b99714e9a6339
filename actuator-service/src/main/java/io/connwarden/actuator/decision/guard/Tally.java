package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Kind;
import io.connwarden.actuator.decision.verdict.Reclaim;
import java.util.EnumMap;
import java.util.Map;

/** Who has been chosen so far in one decision. Not thread-safe; lives no longer than the decision. */
public final class Tally {
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private int chosen;
    private int terminations;

    public void add(Candidate candidate) {
        chosen++;
        kinds.merge(candidate.kind(), 1, Integer::sum);
        if (candidate.kind().reclaim() == Reclaim.TERMINATE) {
            terminations++;
        }
    }

    int chosen() {
        return chosen;
    }

    int terminations() {
        return terminations;
    }

    int of(Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
