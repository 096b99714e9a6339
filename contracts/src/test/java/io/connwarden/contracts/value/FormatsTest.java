package io.connwarden.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @Test
    void untrusted_text_becomes_one_line_of_limited_length() {
        assertThat(Formats.singleLine("a\nb\r\u001b[31m\u2028\u0085\ud83d\ude00 \ud800", 100))
                .isEqualTo("a\ufffdb\ufffd\ufffd[31m\ufffd\ufffd\ud83d\ude00 \ufffd");
        assertThat(Formats.singleLine("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Formats.singleLine("0123456789+", 10)).isEqualTo("0123456789... (11 characters)");
        assertThat(Formats.singleLine("012345678\ud83d\ude00", 10)).isEqualTo("012345678\ufffd... (11 characters)");
        assertThat(Formats.isSingleLine("caf\u00e9 \ud83d\ude00")).isTrue();
        assertThat(Formats.isSingleLine("a\nb")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 250 ms",
        "PT1S, 1 s",
        "PT30S, 30 s",
        "PT90S, 1 min 30 s",
        "PT15M, 15 min",
        "PT1H, 1 h",
        "PT1H30M20S, 1 h 30 min",
        "P2DT4H5M, 2 d 4 h",
        "P3D, 3 d",
        "PT-5S, 0 ms"
    })
    void a_duration_is_formatted_in_its_two_largest_units(String duration, String formatted) {
        assertThat(Formats.duration(Duration.parse(duration))).isEqualTo(formatted);
    }

    @ParameterizedTest
    @CsvSource({"90.0, 90", "97.94, 97.94", "0.5, 0.5", "0.0, 0", "100.0, 100", "1234567.0, 1234567"})
    void a_number_is_formatted_without_trailing_zeros(double value, String formatted) {
        assertThat(Formats.number(value)).isEqualTo(formatted);
    }

    @Test
    void a_count_of_one_is_singular() {
        assertThat(Formats.count(1, "session")).isEqualTo("1 session");
        assertThat(Formats.count(0, "session")).isEqualTo("0 sessions");
        assertThat(Formats.count(2, "session")).isEqualTo("2 sessions");
        assertThat(Formats.count(2, "query")).isEqualTo("2 queries");
    }

    @ParameterizedTest
    @CsvSource({"90.0, 90 %, 90 %", "94.786, 94.79 %, 94.7 %", "99.999, 100 %, 99.9 %", "0.04, 0.04 %, 0 %"})
    void a_percentage_has_at_most_two_decimals_and_a_short_one_at_most_one(double value, String normal, String brief) {
        assertThat(Formats.percent(value)).isEqualTo(normal);
        assertThat(Formats.shortPercent(value)).isEqualTo(brief);
    }

    @Test
    void an_exact_duration_is_in_seconds_or_milliseconds() {
        assertThat(Formats.exactDuration(Duration.ofSeconds(90))).isEqualTo("90 s");
        assertThat(Formats.exactDuration(Duration.ofMillis(2500))).isEqualTo("2500 ms");
    }
}
