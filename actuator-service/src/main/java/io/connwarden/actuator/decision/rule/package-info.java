/**
 * The rules R1 to R5 and the selections of commands. Each has a condition and candidates.
 *
 * <p>A rule only proposes. Guards spare sessions, and the decider selects the victims.
 */
@NullMarked
package io.connwarden.actuator.decision.rule;

import org.jspecify.annotations.NullMarked;
