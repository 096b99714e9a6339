package io.connwarden.contracts.codec;

import java.util.Map;

/**
 * An event as a Kafka record carries it. The arrays are not copied: do not change them.
 *
 * @param key the target's id in UTF-8, so that order per target holds
 * @param headers name to value
 * @param value the whole event in structured mode
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to a producer that wants arrays; never compared
public record EncodedEvent(byte[] key, Map<String, byte[]> headers, byte[] value) {
    public EncodedEvent {
        headers = Map.copyOf(headers);
    }
}
