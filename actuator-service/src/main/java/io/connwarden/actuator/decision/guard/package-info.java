/**
 * The guards G1 to G6. Gates forbid to consider anything (G1, G2), the cooldown rests one rule (G3), session guards spare
 * single candidates (G4 to G6 and a rule's own maximum).
 *
 * <p>A guard only ever takes away: nothing here adds a candidate.
 */
@NullMarked
package io.connwarden.actuator.decision.guard;

import org.jspecify.annotations.NullMarked;
