package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.testing.SeededTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The start time of a named session, as other programs and PostgreSQL write it. */
class SessionStartTest {

    private static String terminate(String start) {
        return with(
                CLEANUP.replace("CLEANUP", "TERMINATE"),
                "\"sessions\":[{\"pid\":7,\"backendStart\":\"" + start + "\"}]");
    }

    private static SessionId named(String start) {
        Command command = RawRecords.command(terminate(start));
        List<SessionId> sessions = ((CommandParameters.Terminate) command.parameters()).sessions();
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T17:10:46.123456Z, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28t17:10:46.123456789z, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28T17:10:46.123Z, 2026-11-28T17:10:46.123Z, 3",
        "2026-11-28T17:10:46.123000Z, 2026-11-28T17:10:46.123Z, 6",
        "2026-11-28T17:10:46Z, 2026-11-28T17:10:46Z, 0",
        "2026-11-28 17:10:46.123456+00, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28 18:10:46.12+01, 2026-11-28T17:10:46.12Z, 2",
        "2026-11-28 22:40:46.123456+05:30, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28 13:40:46.123456-03:30, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28 17:03:26.123456-00:07:20, 2026-11-28T17:10:46.123456Z, 6",
        "2026-11-28T17:10:46.123+0000, 2026-11-28T17:10:46.123Z, 3",
        "2026-11-28 17:10:46 +0000, 2026-11-28T17:10:46Z, 0",
    })
    void a_start_is_read_with_its_digits(String text, Instant start, int precision) {
        assertThat(named(text)).isEqualTo(new SessionId(7, start, precision));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28 17:10:46.123456",
                "2026-11-28T17:10Z",
                "2026-02-30T17:10:46Z",
                "2026-11-28T25:10:46Z",
                "2026-11-28 17:10:46+19",
                "28/11/2026 17:10:46.123456 UTC",
                "Sat Nov 28 17:10:46.123456 2026 UTC",
                "1795885846123",
                "now",
                ""
            })
    void a_start_without_a_certain_meaning_is_rejected_with_its_value(String text) {
        assertThat(decodeUnreadable(event(terminate(text))).reason())
                .isEqualTo("backendStart must be a timestamp such as 2026-03-01T03:00:00Z, was '" + text
                        + "' at /data/sessions/0/backendStart");
    }

    @Test
    void a_start_before_1970_is_rejected() {
        assertThat(decodeUnreadable(event(terminate("1969-12-31 23:59:59+00"))).reason())
                .startsWith("backendStart must be a timestamp in the years 1970 to 9999 (UTC), was");
    }

    @SeededTest(count = 20)
    void a_start_keeps_its_digits_in_the_log_store(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            SessionId session = new SessionId(
                    1 + random.nextInt(9),
                    Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000) * 1_000L),
                    random.nextInt(7));
            Command command =
                    new Command("db", new CommandParameters.Terminate(List.of(session)), "ann", "why", false, null);
            String stored = EventCodec.instance().toJson(command);
            assertThat(EventCodec.instance().fromJson(Command.class, stored)).isEqualTo(command);
        }
    }

    @SeededTest(count = 20)
    void the_text_form_of_PostgreSQL_means_the_session_in_every_time_zone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Instant start = Instant.parse("2026-11-28T17:10:46Z").plus(random.nextInt(10_000_000), ChronoUnit.MICROS);
            ZoneOffset zone = ZoneOffset.ofTotalSeconds(
                    random.nextBoolean() ? (random.nextInt(27) - 12) * 3_600 : (random.nextInt(27 * 4) - 12 * 4) * 900);
            assertThat(named(postgresText(start, zone)).means(new SessionId(7, start)))
                    .as(postgresText(start, zone))
                    .isTrue();
        }
    }

    /** PostgreSQL drops trailing zeros of the fraction and minutes of the offset that are zero. */
    private static String postgresText(Instant start, ZoneOffset zone) {
        String text = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").format(start.atOffset(zone));
        return text.replaceFirst("\\.?0+$", "")
                + DateTimeFormatter.ofPattern("xxx").format(zone).replaceFirst(":00$", "");
    }
}
