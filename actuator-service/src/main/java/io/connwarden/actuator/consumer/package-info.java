/**
 * Reads commands from Kafka. Readable commands are accepted; unreadable records go to the dead-letter topic with the
 * reason. Offsets are committed only after the log store and the dead-letter topic hold the whole batch.
 *
 * <p>Commands are not interpreted here.
 */
@NullMarked
package io.connwarden.actuator.consumer;

import org.jspecify.annotations.NullMarked;
