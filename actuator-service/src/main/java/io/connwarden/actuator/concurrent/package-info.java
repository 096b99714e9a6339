/**
 * How threads of the service wait: for a bell, for a while, for longer each time. Every wait ends when the service stops.
 */
@NullMarked
package io.connwarden.actuator.concurrent;

import org.jspecify.annotations.NullMarked;
