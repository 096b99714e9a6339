package io.connwarden.contracts.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

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
        "P3D, 3 d"
    })
    void a_duration_is_formatted_in_its_two_largest_units(String age, String spoken) {
        assertThat(Formats.duration(Duration.parse(age))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"90.0, 90", "97.94, 97.94", "0.5, 0.5", "0.0, 0", "100.0, 100", "1234567.0, 1234567"})
    void a_number_is_formatted_without_trailing_zeros(double value, String plain) {
        assertThat(Formats.number(value)).isEqualTo(plain);
    }

    @Test
    void a_count_of_one_is_singular() {
        assertThat(Formats.count(1, "session")).isEqualTo("1 session");
        assertThat(Formats.count(0, "session")).isEqualTo("0 sessions");
        assertThat(Formats.count(2, "session")).isEqualTo("2 sessions");
    }
}
