/**
 * Decides what to do with a target: pure, from a situation and a policy to a decision with its reasons.
 *
 * <p>{@code Decider} composes the gates, rules and guards in one place and tries them in written order; {@code RungState}
 * is where an emergency stands between two looks. The folders: {@code situation} is what is decided on, {@code policy}
 * what by, {@code rule} proposes, {@code guard} takes away, {@code verdict} is the answer, {@code wording} its figures.
 *
 * <p>Nothing here reads a clock, talks to a database or a broker, logs, alerts or signals.
 */
@NullMarked
package io.connwarden.actuator.decision;

import org.jspecify.annotations.NullMarked;
