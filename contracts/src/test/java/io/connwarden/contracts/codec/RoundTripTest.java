package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Message;
import io.connwarden.testing.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final EventCodec CODEC = EventCodec.instance();

    @SeededTest(count = 4)
    void random_events_are_decoded_unchanged_in_both_modes(long seed) {
        RandomMessages random = new RandomMessages(seed);
        for (int i = 0; i < 500; i++) {
            Event<?> event = random.event();
            String which = "event " + i;

            EncodedEvent encoded = CODEC.encode(event);
            assertThat(CODEC.decode(encoded.headers(), encoded.value()))
                    .as(which)
                    .isEqualTo(new DecodeResult.Decoded(event));
            assertThat(CODEC.decode(binaryHeaders(event), binaryValue(event)))
                    .as(which)
                    .isEqualTo(new DecodeResult.Decoded(event));
            assertThat(new String(encoded.key(), StandardCharsets.UTF_8)).isEqualTo(event.subject());
        }
    }

    @SeededTest(count = 1)
    void random_messages_are_read_unchanged_from_their_json(long seed) {
        RandomMessages random = new RandomMessages(seed);
        for (int i = 0; i < 500; i++) {
            Message message = random.event().data();

            assertThat(CODEC.fromJson(message.getClass(), CODEC.toJson(message)))
                    .as("message %d", i)
                    .isEqualTo(message);
        }
    }

    @Test
    void encoding_an_event_twice_yields_equal_bytes() {
        for (Event<?> event : ExampleEvents.all().values()) {
            assertThat(CODEC.encode(event).value())
                    .isEqualTo(CODEC.encode(event).value());
        }
    }

    @Test
    void map_keys_are_written_in_alphabetical_order() {
        Map<String, String> labels = new HashMap<>();
        for (char c = 'a'; c <= 'z'; c++) {
            labels.put(c + "-label", "x");
        }
        String json = CODEC.toJson(Alert.builder("db", "X", AlertStatus.FIRING, AlertSeverity.INFO, ExampleEvents.THREE)
                .labels(labels)
                .build());

        assertThat(json).containsSubsequence(labels.keySet().stream().sorted().toList());
    }

    private static byte[] binaryValue(Event<?> event) {
        return CODEC.toJson(event.data()).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> binaryHeaders(Event<?> event) {
        return new HashMap<>(RawRecords.headers(
                "ce_specversion", "1.0",
                "ce_id", event.id().id(),
                "ce_source", event.id().source(),
                "ce_type", event.type().value(),
                "ce_subject", event.subject(),
                "ce_time", event.time().toString()));
    }
}
