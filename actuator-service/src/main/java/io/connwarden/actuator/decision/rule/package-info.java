/**
 * The rules R1 to R5 and what commands ask for: each says whether its hour has come and who its candidates are.
 *
 * <p>A rule proposes and spares nobody; who is spared is the guards' business, and choosing is the decider's.
 */
@NullMarked
package io.connwarden.actuator.decision.rule;

import org.jspecify.annotations.NullMarked;
