package io.connwarden.contracts.codec;

import java.util.Map;

/**
 * An event as a Kafka record. The arrays are not copied and must not be modified.
 *
 * @param key id of the target in UTF-8; keeps the events of a target in order
 * @param headers values by name
 * @param value the whole event in structured mode
 */
@SuppressWarnings("ArrayRecordComponent") // passed to a producer; never compared
public record EncodedEvent(byte[] key, Map<String, byte[]> headers, byte[] value) {
    public EncodedEvent {
        headers = Map.copyOf(headers);
    }
}
