package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import io.connwarden.testing.SeededTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Accepted events can be stored and read again. A command that cannot be read again would block its target. */
class AcceptedRecordsTest {
    private static final EventCodec CODEC = EventCodec.instance();
    private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,])-?[0-9][0-9.eE+-]*(?=[,}\\]])");

    @SeededTest(count = 5)
    void each_accepted_command_is_read_unchanged_from_its_stored_form(long seed) {
        assertAcceptedIsReadable(new ForeignRecords(new Random(seed))::command, 500);
    }

    @SeededTest(count = 5)
    void each_accepted_health_event_is_read_unchanged_from_its_stored_form(long seed) {
        assertAcceptedIsReadable(new ForeignRecords(new Random(seed))::health, 500);
    }

    private static void assertAcceptedIsReadable(Supplier<String> records, int count) {
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            String text = records.get();
            DecodeResult decoded = RawRecords.decode(RawRecords.STRUCTURED, text);
            if (decoded instanceof DecodeResult.Decoded readable) {
                accepted++;
                assertReadable(readable.event(), TruncatedText.truncate(text, 2_000));
            }
        }
        assertThat(accepted).as("accepted records").isBetween(count / 20, count * 19 / 20);
    }

    private static void assertReadable(Event<?> event, String text) {
        Message message = event.data();
        String json = CODEC.toJson(message);
        assertThat(CODEC.fromJson(message.getClass(), json)).as(text).isEqualTo(message);
        assertThat(CODEC.fromJson(message.getClass(), asJsonb(json))).as(text).isEqualTo(message);
        EncodedEvent encoded = CODEC.encode(event);
        assertThat(CODEC.decode(encoded.headers(), encoded.value()))
                .as(text)
                .isEqualTo(new DecodeResult.Decoded(event));
        assertThat(new String(encoded.value(), StandardCharsets.UTF_8)).as(text).doesNotContain("\\u0000");
    }

    /** Writes each number without an exponent, as the binary JSON type of PostgreSQL does: 1e-300 has 302 digits. */
    private static String asJsonb(String json) {
        return NUMBER.matcher(json).replaceAll(number -> new BigDecimal(number.group()).toPlainString());
    }
}
