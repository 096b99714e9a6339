/**
 * The guards G1 to G7; {@code Guards} is their list. Target guards reject every action on a target (G1, G2). The
 * cooldown holds back one rule (G3). Session guards spare single candidates (G4 to G7, maintenance commands, lock
 * queues and the limit of a rule). Health event guards reject the action of one event.
 *
 * <p>A guard only removes candidates. Nothing here adds one.
 */
@NullMarked
package io.connwarden.actuator.decision.guard;

import org.jspecify.annotations.NullMarked;
