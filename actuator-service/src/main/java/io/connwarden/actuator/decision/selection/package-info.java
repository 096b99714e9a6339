/**
 * The output of a decision: the victims with their signals, the spared sessions, and a reason for each.
 *
 * <p>Plain values. Nothing here decides or sends a signal.
 */
@NullMarked
package io.connwarden.actuator.decision.selection;

import org.jspecify.annotations.NullMarked;
