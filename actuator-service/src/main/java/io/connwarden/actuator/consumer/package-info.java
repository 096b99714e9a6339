/**
 * Reads commands from Kafka: what can be read is accepted, what cannot goes to the dead letters with the reason. Offsets
 * are committed only after the log store and the dead letters have it all.
 *
 * <p>What a command means is not known here.
 */
@NullMarked
package io.connwarden.actuator.consumer;

import org.jspecify.annotations.NullMarked;
