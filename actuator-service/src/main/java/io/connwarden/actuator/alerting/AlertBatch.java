package io.connwarden.actuator.alerting;

import io.connwarden.sql.store.AlertStates.AlertKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The states of alerts during the evaluation of several inputs, and the changes since the start. Not thread-safe. */
final class AlertBatch {
    private final Map<AlertKey, AlertProgress> states = new LinkedHashMap<>();
    private final Set<AlertKey> changed = new LinkedHashSet<>();
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
        for (AlertKey key : changed) {
            AlertProgress state = states.get(key);
            if (state != null) {
                updated.add(state);
            }
        }
        return updated;
    }

    /** Returns the alerts whose state is to be deleted. */
    List<AlertKey> deleted() {
        return changed.stream().filter(key -> !states.containsKey(key)).toList();
    }

    /** Returns the alerts to publish, in the order of the inputs. */
    List<RaisedAlert> raised() {
        return raised;
    }

    private static AlertKey keyOf(AlertProgress state) {
        return new AlertKey(state.target(), state.name());
    }
}
