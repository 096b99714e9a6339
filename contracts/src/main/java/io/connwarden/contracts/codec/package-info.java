/**
 * Messages to bytes and back: CloudEvents 1.0 on Kafka, and the plain JSON of a message's data.
 *
 * <p>The JSON library is an inner matter and appears in no public signature. Nothing here talks to Kafka; headers
 * and values are plain maps and bytes.
 */
@NullMarked
package io.connwarden.contracts.codec;

import org.jspecify.annotations.NullMarked;
