/**
 * What the actuator counts about itself. The names are listed in the documentation; changing one breaks somebody's
 * dashboard.
 *
 * <p>Nothing is decided by these numbers.
 */
@NullMarked
package io.connwarden.actuator.metrics;

import org.jspecify.annotations.NullMarked;
