/** Waiting and waking of the service's threads. Every wait ends at shutdown. */
@NullMarked
package io.connwarden.actuator.concurrent;

import org.jspecify.annotations.NullMarked;
