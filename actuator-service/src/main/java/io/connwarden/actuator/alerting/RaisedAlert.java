package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;

/**
 * An alert to publish and to log.
 *
 * @param eventId the id of the event, equal for the same change of the same alert, so that publishing again creates no
 *     second alert
 */
public record RaisedAlert(String eventId, Alert alert) {

    static RaisedAlert of(Alert alert) {
        String id = "alert/" + alert.target() + "/" + alert.name() + "/" + alert.startsAt() + "/" + alert.state();
        return new RaisedAlert(id, alert);
    }

    /** Returns the event type of the row in {@code connection_logs}. */
    public String logType() {
        return alert.state() == AlertStatus.FIRING ? "ALERT_FIRING" : "ALERT_RESOLVED";
    }
}
