/**
 * The conversion of messages: CloudEvents 1.0 on Kafka, and the plain JSON of a message.
 *
 * <p>No public signature contains a type of the JSON library. Kafka is not used here; headers and values are maps and
 * byte arrays.
 */
@NullMarked
package io.connwarden.contracts.codec;

import org.jspecify.annotations.NullMarked;
