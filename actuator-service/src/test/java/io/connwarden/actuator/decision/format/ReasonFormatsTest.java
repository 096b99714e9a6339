package io.connwarden.actuator.decision.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonFormatsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT-5S, 0 ms",
        "PT0.25S, 250 ms",
        "PT0.999S, 999 ms",
        "PT1S, 1 s",
        "PT59.9S, 59 s",
        "PT60S, 1 min",
        "PT17M30S, 17 min 30 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT1H5M10S, 1 h 5 min",
        "PT23H59M, 23 h 59 min",
        "PT24H, 1 d",
        "PT76H59M, 3 d 4 h",
    })
    void a_duration_is_written_in_at_most_two_units(Duration age, String spoken) {
        assertThat(ReasonFormats.formatDuration(age)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"90, 90 %", "94.789, 94.79 %", "90.04, 90.04 %", "0, 0 %", "100, 100 %", "7.5, 7.5 %"})
    void a_percentage_has_two_decimals_at_most(double value, String spoken) {
        assertThat(ReasonFormats.formatPercentage(value)).isEqualTo(spoken);
    }

    @Test
    void a_count_of_one_is_singular() {
        assertThat(ReasonFormats.formatCount(1, "session")).isEqualTo("1 session");
        assertThat(ReasonFormats.formatCount(0, "session")).isEqualTo("0 sessions");
        assertThat(ReasonFormats.formatCount(2, "query")).isEqualTo("2 queries");
        assertThat(ReasonFormats.formatCount(1, "query")).isEqualTo("1 query");
    }
}
