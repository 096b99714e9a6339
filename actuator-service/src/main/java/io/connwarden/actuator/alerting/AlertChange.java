package io.connwarden.actuator.alerting;

import java.util.List;

/**
 * The changes by one input, to be recorded in one transaction.
 *
 * @param updated states to insert or update, by target and name
 * @param deleted states to delete
 * @param raised alerts to publish and log
 */
public record AlertChange(List<AlertProgress> updated, List<AlertProgress> deleted, List<RaisedAlert> raised) {
    public AlertChange {
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
        raised = List.copyOf(raised);
    }
}
