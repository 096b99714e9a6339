/**
 * The oracle of the decisions. It states {@code docs/rules.md} about single sessions. Its first version was written
 * without the code of the rules and guards; later changes of rules changed both. Decisions on invented and on generated
 * situations are compared with it.
 *
 * <p>A statement is necessary and not complete. It does not compute a decision, so it never repeats an error of the
 * code. Nothing here may use the packages {@code rule} and {@code guard}.
 */
@NullMarked
package io.connwarden.actuator.decision.oracle;

import org.jspecify.annotations.NullMarked;
