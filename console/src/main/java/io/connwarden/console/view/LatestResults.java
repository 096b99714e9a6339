package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest results of all targets, each once. A result can contain thousands of sessions, so that their number is
 * limited too: a view that fills the heap would end the monitor. Above the limit, the target with the most sessions
 * loses its oldest result, so that the results of one target do not displace those of others. Thread-safe.
 */
final class LatestResults {
    /** The maximum number of actions of one target. */
    static final int MAX_ACTIONS = 500;

    /** The maximum weight of all actions, about 20 MB. An action counts as one and its sessions as one each. */
    static final int MAX_WEIGHT = 20_000;

    private static final class OfTarget {
        final Map<EventId, Event<Result>> actions = new LinkedHashMap<>();
        int weight;

        void removeOldest() {
            Event<Result> oldest = actions.values().iterator().next();
            actions.remove(oldest.id());
            weight -= weightOf(oldest);
        }
    }

    private final Map<String, OfTarget> targets = new HashMap<>();
    private int weight;

    /** Adds a result. A result that is published again keeps its place. The latest result is always kept. */
    synchronized void add(Event<Result> event) {
        OfTarget target = targets.computeIfAbsent(event.subject(), added -> new OfTarget());
        if (target.actions.putIfAbsent(event.id(), event) != null) {
            return;
        }
        target.weight += weightOf(event);
        weight += weightOf(event);
        if (target.actions.size() > MAX_ACTIONS) {
            removeOldest(target);
        }
        while (weight > MAX_WEIGHT && hasOtherThan(target)) {
            removeOldest(heaviest(target));
        }
        targets.values().removeIf(each -> each.actions.isEmpty());
    }

    private boolean hasOtherThan(OfTarget latest) {
        return latest.actions.size() > 1 || targets.values().stream().anyMatch(each -> isOther(each, latest));
    }

    /** Returns the target with the greatest weight. The target of the latest result needs another result to lose. */
    private OfTarget heaviest(OfTarget latest) {
        return targets.values().stream()
                .filter(each -> each == latest ? each.actions.size() > 1 : isOther(each, latest))
                .max(Comparator.comparingInt(each -> each.weight))
                .orElseThrow();
    }

    private static boolean isOther(OfTarget target, OfTarget latest) {
        return target != latest && !target.actions.isEmpty();
    }

    private void removeOldest(OfTarget target) {
        int before = target.weight;
        target.removeOldest();
        weight -= before - target.weight;
    }

    /** Returns all results, those of one target in the order of their arrival. */
    synchronized List<Event<Result>> all() {
        return targets.values().stream()
                .flatMap(target -> target.actions.values().stream())
                .toList();
    }

    private static int weightOf(Event<Result> event) {
        return 1 + event.data().sessions().size();
    }
}
