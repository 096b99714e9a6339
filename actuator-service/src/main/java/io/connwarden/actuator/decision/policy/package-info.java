/**
 * What the rules and guards go by: limits, ages, budgets, patterns. Validated values with the design's defaults, and
 * the form in which they are configured.
 *
 * <p>No rule lives here, only its figures.
 */
@NullMarked
package io.connwarden.actuator.decision.policy;

import org.jspecify.annotations.NullMarked;
