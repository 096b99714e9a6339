/**
 * What a decision is made on: the sessions of one target as one look saw them, the target's state beside them, what was
 * done there lately, and the occasion of deciding.
 *
 * <p>Plain values. Nothing here reads a clock, asks a database or judges a session.
 */
@NullMarked
package io.connwarden.actuator.decision.situation;

import org.jspecify.annotations.NullMarked;
