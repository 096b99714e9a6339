package io.connwarden.actuator.alerting;

import java.util.List;

/**
 * What one sign changes; to be stored together with publishing, in one transaction.
 *
 * @param kept watches to store, in place of what the store has under their target and name
 * @param ended watches to delete from the store
 * @param raised alerts to publish and log
 */
public record AlertChange(List<AlertWatch> kept, List<AlertWatch> ended, List<RaisedAlert> raised) {
    public AlertChange {
        kept = List.copyOf(kept);
        ended = List.copyOf(ended);
        raised = List.copyOf(raised);
    }

    public boolean isNothing() {
        return kept.isEmpty() && ended.isEmpty() && raised.isEmpty();
    }
}
