package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest results of all targets, each once. A result can contain thousands of sessions, so that their number is
 * limited too: a view that fills the heap would end the monitor. Thread-safe.
 */
final class LatestResults {
    /** The maximum number of actions of one target, so that a busy target does not displace the others. */
    static final int MAX_ACTIONS = 500;

    /** The maximum weight of all actions, about 20 MB. An action counts as one and its sessions as one each. */
    static final int MAX_WEIGHT = 20_000;

    private final Map<EventId, Event<Result>> actions = new LinkedHashMap<>();
    private final Map<String, Integer> countOfTarget = new HashMap<>();
    private int weight;

    /** Adds a result. A result that is published again keeps its place. The latest result is always kept. */
    synchronized void add(Event<Result> event) {
        if (actions.putIfAbsent(event.id(), event) != null) {
            return;
        }
        weight += weightOf(event);
        if (countOfTarget.merge(event.subject(), 1, Integer::sum) > MAX_ACTIONS) {
            remove(oldestOf(event.subject()));
        }
        while (weight > MAX_WEIGHT && actions.size() > 1) {
            remove(actions.values().iterator().next());
        }
    }

    /** Returns all results in the order of their arrival. */
    synchronized List<Event<Result>> all() {
        return List.copyOf(actions.values());
    }

    private Event<Result> oldestOf(String target) {
        return actions.values().stream()
                .filter(event -> event.subject().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private void remove(Event<Result> event) {
        actions.remove(event.id());
        weight -= weightOf(event);
        countOfTarget.computeIfPresent(event.subject(), (target, count) -> count == 1 ? null : count - 1);
    }

    private static int weightOf(Event<Result> event) {
        return 1 + event.data().sessions().size();
    }
}
