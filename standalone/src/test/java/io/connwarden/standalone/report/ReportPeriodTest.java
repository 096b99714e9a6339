package io.connwarden.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ReportPeriodTest {
    private static final Instant NOW = Instant.parse("2030-01-08T10:00:00Z");

    private final ReportPeriod.Converter converter = new ReportPeriod.Converter();

    @ParameterizedTest
    @CsvSource({
        "90s, 2030-01-08T09:58:30Z",
        "30m, 2030-01-08T09:30:00Z",
        "12h, 2030-01-07T22:00:00Z",
        "7d, 2030-01-01T10:00:00Z",
        "2029-12-31T23:00:00Z, 2029-12-31T23:00:00Z"
    })
    void a_period_is_a_time_before_now_or_an_instant(String value, Instant start) {
        assertThat(converter.convert(value).startAt(NOW)).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "0d", "-1d", "7w", "999999d", "yesterday", "2030-01-08"})
    void another_value_is_rejected_with_the_valid_forms(String value) {
        assertThatThrownBy(() -> converter.convert(value))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("30m, 12h or 7d")
                .hasMessageContaining("2026-05-04T10:00:00Z");
    }

    @Test
    void a_period_of_days_does_not_depend_on_a_time_zone() {
        assertThat(converter.convert("1d").startAt(NOW)).isEqualTo(NOW.minusSeconds(86_400));
    }
}
