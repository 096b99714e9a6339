/**
 * The input of a decision: the sessions and the counts of one target in one sample, its recent actions, and the
 * trigger.
 *
 * <p>Plain values. Nothing here reads a clock or a database, or decides about a session.
 */
@NullMarked
package io.connwarden.actuator.decision.situation;

import org.jspecify.annotations.NullMarked;
