/** The formats of numbers in reasons, the same for all rules and guards. */
@NullMarked
package io.connwarden.actuator.decision.format;

import org.jspecify.annotations.NullMarked;
