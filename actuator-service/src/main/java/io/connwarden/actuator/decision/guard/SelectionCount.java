package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.contracts.SignalKind;
import java.util.EnumMap;
import java.util.Map;

/** The count of the sessions selected so far in one decision. Not thread-safe; one instance per decision. */
public final class SelectionCount {
    private final Map<CandidateKind, Integer> kinds = new EnumMap<>(CandidateKind.class);
    private int total;
    private int terminations;

    public void add(Candidate candidate) {
        total++;
        kinds.merge(candidate.kind(), 1, Integer::sum);
        if (candidate.kind().signal() == SignalKind.TERMINATE) {
            terminations++;
        }
    }

    int total() {
        return total;
    }

    int terminations() {
        return terminations;
    }

    int cancels() {
        return total - terminations;
    }

    int count(CandidateKind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
