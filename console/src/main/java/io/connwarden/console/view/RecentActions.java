package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest results of one target, each once. Thread-safe. */
final class RecentActions {
    static final int MAX_ACTIONS = 500;

    private final Map<EventId, Event<Result>> actions = new LinkedHashMap<>();

    synchronized void add(Event<Result> event) {
        // A result that is published again keeps its place.
        actions.putIfAbsent(event.id(), event);
        if (actions.size() > MAX_ACTIONS) {
            actions.remove(actions.keySet().iterator().next());
        }
    }

    synchronized List<Event<Result>> all() {
        return List.copyOf(actions.values());
    }
}
