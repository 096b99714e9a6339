package io.connwarden.actuator.consumer;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.codec.RecordHeaders;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A Kafka record and the result of decoding it. */
public record DecodedRecord(ConsumerRecord<byte[], byte[]> raw, DecodeResult decoded) {
    private static final EventCodec CODEC = EventCodec.instance();

    /** Decodes a record. A message of another type than expected counts as unreadable. */
    public static DecodedRecord of(ConsumerRecord<byte[], byte[]> raw, Class<? extends Message> expectedType) {
        DecodeResult decoded = CODEC.decode(
                RecordHeaders.toMap(raw.headers(), Header::key, Header::value),
                raw.value(),
                Instant.ofEpochMilli(raw.timestamp()));
        return decoded instanceof DecodeResult.Decoded readable
                        && !expectedType.isInstance(readable.event().data())
                ? new DecodedRecord(raw, unexpectedType(readable.event(), raw.topic(), expectedType))
                : new DecodedRecord(raw, decoded);
    }

    /** Returns the reason why the record cannot be decoded, or empty. */
    Optional<String> unreadableReason() {
        return decoded instanceof DecodeResult.Unreadable unreadable
                ? Optional.of(unreadable.reason())
                : Optional.empty();
    }

    private static DecodeResult unexpectedType(Event<?> event, String topic, Class<? extends Message> expectedType) {
        String kind = expectedType.getSimpleName().toLowerCase(Locale.ROOT);
        return new DecodeResult.Unreadable(
                "type must be that of a " + kind + " on topic " + topic + ", was "
                        + event.type().value(),
                event.id(),
                event.subject());
    }
}
