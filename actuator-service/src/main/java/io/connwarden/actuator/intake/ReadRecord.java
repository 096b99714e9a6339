package io.connwarden.actuator.intake;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.Decoded;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record with what the codec made of it. */
public record ReadRecord(ConsumerRecord<byte[], byte[]> raw, Decoded decoded) {
    private static final EventCodec CODEC = EventCodec.standard();

    /** Reads a record that is to hold a message of one kind; one of another kind counts as unreadable. */
    public static ReadRecord of(ConsumerRecord<byte[], byte[]> raw, Class<? extends Message> wanted) {
        Decoded decoded = CODEC.decode(headers(raw), raw.value(), Instant.ofEpochMilli(raw.timestamp()));
        return decoded instanceof Decoded.Readable readable
                        && !wanted.isInstance(readable.event().data())
                ? new ReadRecord(raw, misplaced(readable.event(), raw.topic(), wanted))
                : new ReadRecord(raw, decoded);
    }

    private static Decoded misplaced(Event<?> event, String topic, Class<? extends Message> wanted) {
        String kind = wanted.getSimpleName().toLowerCase(Locale.ROOT);
        return new Decoded.Unreadable(
                "type must be that of a " + kind + " on topic " + topic + ", was "
                        + event.type().value(),
                event.id(),
                event.subject());
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> raw) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : raw.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return headers;
    }
}
