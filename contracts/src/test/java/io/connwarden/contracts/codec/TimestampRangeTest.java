package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.message.Command;
import io.connwarden.testing.SeededTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampRangeTest {
    private static final EventCodec CODEC = EventCodec.instance();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999-12-31T23:59:59-05:00",
                "9999-12-31T23:59:59.999999999-00:01",
                "0000-01-01T00:00:00Z",
                "0000-01-01T00:00:00+14:00",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00+00:01"
            })
    void a_timestamp_outside_1970_to_9999_in_utc_is_rejected_wherever_it_is(String time) {
        String reason = "must be a timestamp in the years 1970 to 9999 (UTC), was '" + time + "'";

        assertThat(decodeUnreadable(event(with(CLEANUP, "\"expiresAt\":\"" + time + "\"")))
                        .reason())
                .isEqualTo("expiresAt " + reason + " at /data/expiresAt");
        assertThat(decodeUnreadable(event(with(
                                CLEANUP.replace("CLEANUP", "TERMINATE"),
                                "\"sessions\":[{\"pid\":7,\"backendStart\":\"" + time + "\"}]")))
                        .reason())
                .isEqualTo("backendStart " + reason + " at /data/sessions/0/backendStart");
        assertThat(decodeUnreadable(event(CLEANUP).replace("2026-03-01T03:00:00Z", time))
                        .reason())
                .isEqualTo("time " + reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, 253_402_300_800_000L})
    void an_event_without_time_is_rejected_if_the_timestamp_of_its_record_is_out_of_range(long timestamp) {
        String withoutTime = event(CLEANUP).replace("\"time\":\"2026-03-01T03:00:00Z\",", "");

        DecodeResult decoded = CODEC.decode(
                RawRecords.STRUCTURED, withoutTime.getBytes(StandardCharsets.UTF_8), Instant.ofEpochMilli(timestamp));

        assertThat(decoded).isInstanceOf(DecodeResult.Unreadable.class);
        assertThat(((DecodeResult.Unreadable) decoded).reason())
                .startsWith("time is missing, and the timestamp of the record must be a timestamp in the years 1970");
    }

    @Test
    void a_timestamp_that_could_not_be_read_again_is_not_written() {
        assertThatThrownBy(() -> Rfc3339Timestamps.format(Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "timestamp must be a timestamp in the years 1970 to 9999 (UTC), was +1000000000-");
    }

    @SeededTest(count = 5)
    void each_accepted_timestamp_of_any_year_and_offset_can_be_written_and_read_again(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 2_000; i++) {
            String time = randomTime(random);
            DecodeResult decoded =
                    RawRecords.decode(RawRecords.STRUCTURED, event(with(CLEANUP, "\"expiresAt\":\"" + time + "\"")));
            if (decoded instanceof DecodeResult.Decoded readable) {
                accepted++;
                Command command = (Command) readable.event().data();
                assertThat(CODEC.fromJson(Command.class, CODEC.toJson(command)))
                        .as(time)
                        .isEqualTo(command);
                assertThat(CODEC.decode(
                                RawRecords.STRUCTURED,
                                CODEC.encode(readable.event()).value()))
                        .as(time)
                        .isEqualTo(decoded);
            }
        }
        assertThat(accepted).isBetween(100, 1_900);
    }

    /** Returns a time of any year, more often one at the bounds, with any offset. */
    private static String randomTime(Random random) {
        int[] years = {0, 1, 1969, 1970, 9999, random.nextInt(10_000)};
        int year = years[random.nextInt(years.length)];
        boolean first = random.nextBoolean();
        int offset = random.nextInt(2 * 18 * 60 + 1) - 18 * 60;
        return "%04d-%sT%02d:%02d:%02d%s%s%02d:%02d"
                .formatted(
                        year,
                        first ? "01-01" : "12-31",
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextBoolean() ? "" : "." + (1 + random.nextInt(999_999_999)),
                        offset < 0 ? "-" : "+",
                        Math.abs(offset) / 60,
                        Math.abs(offset) % 60);
    }
}
