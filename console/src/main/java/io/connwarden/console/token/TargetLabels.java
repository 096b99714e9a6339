package io.connwarden.console.token;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The labels of the targets in the configuration of this service. A target that another service samples has no known
 * labels. Immutable.
 */
public final class TargetLabels {
    private final Map<String, Map<String, String>> labelsByTarget;

    public TargetLabels(Map<String, Map<String, String>> labelsByTarget) {
        this.labelsByTarget = new TreeMap<>(labelsByTarget);
    }

    /** Returns the ids of the targets that have all these labels; none if no label is given. */
    public Set<String> targetsWith(Map<String, String> labels) {
        return labelsByTarget.entrySet().stream()
                .filter(target ->
                        !labels.isEmpty() && target.getValue().entrySet().containsAll(labels.entrySet()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
