/**
 * Checks for faults that neither a sample nor a result reports: missing health events, a target that this process
 * cannot reach, a consumer without progress. {@code FaultCheck} runs periodically. It collects the faults that this
 * process observes and those that the log store shows, logs their start and their end, and passes them to alerting.
 *
 * <p>{@code alerting} decides which fault raises an alert. Nothing here signals a session.
 */
@NullMarked
package io.connwarden.actuator.fault;

import org.jspecify.annotations.NullMarked;
