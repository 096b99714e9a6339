/**
 * The service that reclaims sessions. The packages in the order of the flow: {@code consumer} reads commands and
 * {@code health} reads health events. {@code intake} accepts each command once. {@code action} decides by {@code
 * decision}, writes the intent and signals through the {@code connection}. {@code outcome} records results, {@code
 * outbox} publishes them and {@code alerting} raises alerts. {@code background} contains the periodic
 * tasks, {@code transaction} the transactions of the log store. {@code wiring} contains the Spring beans.
 *
 * <p>Only the main class is in this package.
 */
@NullMarked
package io.connwarden.actuator;

import org.jspecify.annotations.NullMarked;
