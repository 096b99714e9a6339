/**
 * What a decision says: who is to be reclaimed and how, who is spared, and why, down to each session.
 *
 * <p>Plain values. Nothing here chooses or signals anybody.
 */
@NullMarked
package io.connwarden.actuator.decision.selection;

import org.jspecify.annotations.NullMarked;
