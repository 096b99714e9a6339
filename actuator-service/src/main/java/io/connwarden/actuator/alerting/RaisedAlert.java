package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import java.time.Instant;

/**
 * An alert to publish and to log.
 *
 * @param eventId the id of the event, equal for the same change of the same alert, so that publishing again creates no
 *     second alert
 */
public record RaisedAlert(String eventId, Alert alert) {

    static RaisedAlert of(Alert alert) {
        return new RaisedAlert(idOf(alert), alert);
    }

    /** Returns a firing alert with another text since the given time. It is another event of the same alert. */
    static RaisedAlert renewal(Alert alert, Instant at) {
        return new RaisedAlert(idOf(alert) + "/" + at, alert);
    }

    private static String idOf(Alert alert) {
        return "alert/" + alert.target() + "/" + alert.name() + "/" + alert.startsAt() + "/" + alert.state();
    }

    /** Returns the event type of the row in {@code connection_logs}. */
    public String logType() {
        return alert.state() == AlertStatus.FIRING ? "ALERT_FIRING" : "ALERT_RESOLVED";
    }
}
