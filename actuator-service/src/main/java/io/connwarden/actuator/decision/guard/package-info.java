/**
 * The guards G1 to G6. Gates reject every action on a target (G1, G2). The cooldown holds back one rule (G3). Session
 * guards spare single candidates (G4 to G6 and the limit of a rule).
 *
 * <p>A guard only removes candidates. Nothing here adds one.
 */
@NullMarked
package io.connwarden.actuator.decision.guard;

import org.jspecify.annotations.NullMarked;
