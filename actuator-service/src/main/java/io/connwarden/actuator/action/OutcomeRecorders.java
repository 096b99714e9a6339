package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.connection.TargetReach;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.runtime.Wakeup;

/**
 * The recorders of the outcome of a command.
 *
 * @param reach records which targets answer
 * @param outboxWakeup woken when an event was written to the outbox
 */
public record OutcomeRecorders(
        ResultRecorder results,
        AlertRecorder alerts,
        ActuatorMetrics metrics,
        TargetReach reach,
        Wakeup outboxWakeup) {}
