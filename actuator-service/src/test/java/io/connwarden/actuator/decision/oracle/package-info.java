/**
 * The oracle of the decisions: statements of the documentation about single sessions, written without the code of the
 * rules and guards, and the situations on which decisions are compared with them.
 *
 * <p>A statement is necessary and not complete. It does not compute a decision, so it never repeats an error of the
 * code. Nothing here may use the packages {@code rule} and {@code guard}.
 */
@NullMarked
package io.connwarden.actuator.decision.oracle;

import org.jspecify.annotations.NullMarked;
