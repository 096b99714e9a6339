package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;

/**
 * An alert to publish and to log.
 *
 * @param eventId the same whenever the same alert changes to the same state, so that publishing it again is no second
 *     alert
 */
public record RaisedAlert(String eventId, Alert alert) {

    static RaisedAlert of(Alert alert) {
        String id = "alert/" + alert.target() + "/" + alert.name() + "/" + alert.startsAt() + "/" + alert.state();
        return new RaisedAlert(id, alert);
    }

    /** The event type of its row in {@code connection_logs}. */
    public String logType() {
        return alert.state() == AlertStatus.FIRING ? "ALERT_FIRING" : "ALERT_RESOLVED";
    }
}
