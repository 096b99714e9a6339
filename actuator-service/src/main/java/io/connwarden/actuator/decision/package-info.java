/**
 * Decides the action for a target. A pure function from a situation and a policy to a decision with its reasons.
 *
 * <p>{@code Decider} composes the rules and evaluates them in their order. {@code EscalationState} is the state of an
 * emergency between two steps, {@code IntentRecheck} the check of a decision before its signals. {@code situation} is
 * the input and {@code policy} the settings. {@code rule} proposes and {@code guard} removes candidates. {@code
 * selection} is the output.
 *
 * <p>Nothing here reads a clock, a database or a broker, logs, alerts, or sends a signal.
 */
@NullMarked
package io.connwarden.actuator.decision;

import org.jspecify.annotations.NullMarked;
