package io.connwarden.actuator.alerting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The states of alerts during the evaluation of several inputs, and the changes since the start. Not thread-safe. */
final class AlertBatch {
    /** The identity of an alert. */
    record AlertId(String target, String name) {}

    private final Map<AlertId, AlertProgress> states = new LinkedHashMap<>();
    private final Set<AlertId> changed = new LinkedHashSet<>();
    private final List<RaisedAlert> raised = new ArrayList<>();

    AlertBatch(Collection<AlertProgress> stored) {
        stored.forEach(state -> states.put(keyOf(state), state));
    }

    Collection<AlertProgress> statesOf(String target) {
        return states.values().stream()
                .filter(state -> state.target().equals(target))
                .toList();
    }

    void apply(AlertChange change) {
        for (AlertProgress state : change.updated()) {
            states.put(keyOf(state), state);
            changed.add(keyOf(state));
        }
        for (AlertProgress state : change.deleted()) {
            states.remove(keyOf(state));
            changed.add(keyOf(state));
        }
        raised.addAll(change.raised());
    }

    /** Returns the states to insert or update. */
    List<AlertProgress> updated() {
        List<AlertProgress> updated = new ArrayList<>();
        for (AlertId key : changed) {
            AlertProgress state = states.get(key);
            if (state != null) {
                updated.add(state);
            }
        }
        return updated;
    }

    /** Returns the alerts without a state, which are deleted from the log store. */
    List<AlertId> deleted() {
        return changed.stream().filter(key -> !states.containsKey(key)).toList();
    }

    /** Returns the alerts to publish, in the order of the inputs. */
    List<RaisedAlert> raised() {
        return raised;
    }

    private static AlertId keyOf(AlertProgress state) {
        return new AlertId(state.target(), state.name());
    }
}
