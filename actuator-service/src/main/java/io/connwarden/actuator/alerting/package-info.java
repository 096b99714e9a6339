/**
 * Raises alerts from health events, results and checks.
 *
 * <p>{@code AlertKinds} is the list of all alerts. Each kind evaluates an {@code AlertInput} as firing, clear, or not
 * applicable. {@code AlertPolicy} counts these evaluations in an {@code AlertProgress} and decides when an alert fires
 * or resolves. All of this is pure. {@code AlertRecorder} writes the changes to the store and the outbox.
 *
 * <p>Alerting decides nothing about sessions, and decisions about sessions do not depend on alerts.
 */
@NullMarked
package io.connwarden.actuator.alerting;

import org.jspecify.annotations.NullMarked;
