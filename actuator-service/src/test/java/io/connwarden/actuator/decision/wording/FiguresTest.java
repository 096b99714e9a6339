package io.connwarden.actuator.decision.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

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
    void an_age_is_spoken_in_two_units_at_most(Duration age, String spoken) {
        assertThat(Figures.spoken(age)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"90, 90 %", "94.789, 94.79 %", "90.04, 90.04 %", "0, 0 %", "100, 100 %", "7.5, 7.5 %"})
    void a_percentage_has_two_decimals_at_most(double value, String spoken) {
        assertThat(Figures.percent(value)).isEqualTo(spoken);
    }

    @Test
    void one_is_singular() {
        assertThat(Figures.counted(1, "session")).isEqualTo("1 session");
        assertThat(Figures.counted(0, "session")).isEqualTo("0 sessions");
        assertThat(Figures.counted(2, "query")).isEqualTo("2 queries");
        assertThat(Figures.counted(1, "query")).isEqualTo("1 query");
    }
}
