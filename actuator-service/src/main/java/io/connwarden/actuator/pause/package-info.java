/** The pauses of targets, judged by the clock of the log store. */
@NullMarked
package io.connwarden.actuator.pause;

import org.jspecify.annotations.NullMarked;
