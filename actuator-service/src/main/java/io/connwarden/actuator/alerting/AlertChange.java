package io.connwarden.actuator.alerting;

import java.util.List;

/**
 * What one sign changes; to be stored together with publishing, in one transaction.
 *
 * @param updated watches to store, in place of what the store has under their target and name
 * @param deleted watches to delete from the store
 * @param raised alerts to publish and log
 */
public record AlertChange(List<AlertState> updated, List<AlertState> deleted, List<RaisedAlert> raised) {
    public AlertChange {
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
        raised = List.copyOf(raised);
    }

    public boolean isNothing() {
        return updated.isEmpty() && deleted.isEmpty() && raised.isEmpty();
    }
}
