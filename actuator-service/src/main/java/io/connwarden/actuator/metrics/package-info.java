/**
 * The metrics of the actuator. Metric names are public API.
 *
 * <p>No decision depends on these numbers.
 */
@NullMarked
package io.connwarden.actuator.metrics;

import org.jspecify.annotations.NullMarked;
