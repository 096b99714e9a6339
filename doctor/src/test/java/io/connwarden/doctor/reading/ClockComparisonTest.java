package io.connwarden.doctor.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockComparisonTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void the_server_time_is_compared_with_the_middle_of_the_round_trip() {
        ClockComparison reading = ClockComparison.of(NOON, NOON.plusMillis(5_010), NOON.plusMillis(20));
        assertThat(reading.difference()).isEqualTo(Duration.ofSeconds(5));
        assertThat(reading.uncertainty()).isEqualTo(Duration.ofMillis(10));
        assertThat(reading.minDifference()).isEqualTo(Duration.ofMillis(4_990));
    }

    @Test
    void a_difference_within_the_uncertainty_has_a_minimum_of_zero() {
        ClockComparison reading = ClockComparison.of(NOON, NOON.minusMillis(3), NOON.plusMillis(20));
        assertThat(reading.difference()).isEqualTo(Duration.ofMillis(-13));
        assertThat(reading.minDifference()).isEqualTo(Duration.ofMillis(3));
        assertThat(ClockComparison.of(NOON, NOON, NOON.plusMillis(20)).minDifference())
                .isZero();
    }
}
