package io.connwarden.actuator.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An outbox record that exceeds a size limit of the producer, the broker or the topic. */
final class OversizedRecord {
    private static final EventCodec CODEC = EventCodec.instance();

    private OversizedRecord() {}

    /**
     * Returns the value with at most half of the size, under the same event id. Kafka does not name its limit, so a
     * record can be halved several times. Empty if the event has no sessions to omit.
     */
    static Optional<byte[]> halve(OutboxRecord record) {
        Map<String, byte[]> headers = OutboxHeaders.fromJson(record.headers()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getBytes(UTF_8)));
        if (!(CODEC.decode(headers, record.value()) instanceof DecodeResult.Decoded decoded)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    CODEC.encode(decoded.event(), record.value().length / 2).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
