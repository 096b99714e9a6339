package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start of one session, as programs in many languages write it. */
class ForeignStartCasesTest {
    private static final SessionId SESSION = new SessionId(7, Instant.parse("2026-11-28T17:10:46.120987Z"));

    /** The formats of programs; each keeps the start or cuts its last digits. */
    private static final List<Function<OffsetDateTime, String>> WRITERS = List.of(
            at -> format("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", at.withOffsetSameInstant(ZoneOffset.UTC)),
            at -> format("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", at),
            at -> format("uuuu-MM-dd HH:mm:ss.SSSSSSxxx", at),
            at -> format("uuuu-MM-dd HH:mm:ss.SSSSSSx", at),
            at -> format("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", at),
            at -> format("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX", at),
            at -> format("uuuu-MM-dd'T'HH:mm:ssXXX", at),
            at -> format("uuuu-MM-dd'T'HH:mm:ss.SSxx", at),
            at -> at.toInstant().toString(),
            at -> at.toInstant().truncatedTo(ChronoUnit.MILLIS).toString());

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "JavaScript toISOString,            2026-11-28T17:10:46.120Z",
        "Python isoformat,                  2026-11-28T17:10:46.120987+00:00",
        "Python str in Berlin,              2026-11-28 18:10:46.120987+01:00",
        "psql in UTC,                       2026-11-28 17:10:46.120987+00",
        "psql in Kolkata,                   2026-11-28 22:40:46.120987+05:30",
        "psql in St. Johns,                 2026-11-28 13:40:46.120987-03:30",
        ".NET round trip,                   2026-11-28T17:10:46.1209870Z",
        "Java Instant with nanoseconds,     2026-11-28T17:10:46.120987000Z",
        "Go RFC3339,                        2026-11-28T17:10:46Z",
        "PHP c,                             2026-11-28T17:10:46+00:00",
        "Ruby xmlschema with 3 digits,      2026-11-28T18:10:46.120+01:00",
        "timestamptz(3) rounds,             2026-11-28 17:10:46.121+00",
        "timestamptz(2) drops its last zero, 2026-11-28 17:10:46.12+00",
        "timestamptz(0) rounds,             2026-11-28 17:10:46+00",
        "lower case letters,                2026-11-28t17:10:46.120987z",
        "an offset without a colon,         2026-11-28T12:10:46.120-0500"
    })
    void the_form_of_a_program_means_the_session_and_not_its_neighbor(String program, String text) {
        SessionId named = named(text);
        assertThat(named.means(SESSION)).as(program).isTrue();
        for (Duration apart : List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1))) {
            assertThat(named.means(new SessionId(7, SESSION.backendStart().plus(apart))))
                    .as(program)
                    .isFalse();
            assertThat(named.means(new SessionId(7, SESSION.backendStart().minus(apart))))
                    .as(program)
                    .isFalse();
        }
        assertThat(named.means(new SessionId(8, SESSION.backendStart())))
                .as(program)
                .isFalse();
    }

    @SeededTest(count = 20)
    void each_start_in_each_form_and_zone_means_its_session(long seed) {
        Random random = new Random(seed);
        List<ZoneId> zones = List.of(
                ZoneOffset.UTC,
                ZoneId.of("Asia/Kathmandu"),
                ZoneId.of("America/St_Johns"),
                ZoneId.of("Pacific/Kiritimati"));
        for (int i = 0; i < 200; i++) {
            Instant start = Instant.EPOCH
                    .plus(random.nextInt(Integer.MAX_VALUE), ChronoUnit.SECONDS)
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            OffsetDateTime local = start.atZone(zones.get(random.nextInt(4))).toOffsetDateTime();
            String text = WRITERS.get(random.nextInt(WRITERS.size())).apply(local);
            assertThat(named(text).means(new SessionId(7, start))).as(text).isTrue();
            assertThat(named(text).means(new SessionId(7, start.plusSeconds(1))))
                    .as(text)
                    .isFalse();
        }
    }

    private static String format(String pattern, OffsetDateTime at) {
        return DateTimeFormatter.ofPattern(pattern).format(at);
    }

    private static SessionId named(String start) {
        Command command = RawRecords.command(with(
                CLEANUP.replace("CLEANUP", "TERMINATE"),
                "\"sessions\":[{\"pid\":7,\"backendStart\":\"" + start + "\"}]"));
        return ((CommandParameters.Terminate) command.parameters()).sessions().get(0);
    }
}
