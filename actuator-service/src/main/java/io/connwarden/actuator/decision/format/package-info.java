/** How figures are spoken of in reasons, so that every rule and guard words them alike. No figure is judged here. */
@NullMarked
package io.connwarden.actuator.decision.format;

import org.jspecify.annotations.NullMarked;
