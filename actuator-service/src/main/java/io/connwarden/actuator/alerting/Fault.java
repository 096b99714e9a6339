package io.connwarden.actuator.alerting;

import java.time.Duration;

/**
 * A fault of a target, or of Connwarden itself.
 *
 * @param age the time since its start
 * @param detail the values or the cause, in one line
 */
public record Fault(FaultKind kind, Duration age, String detail) {}
