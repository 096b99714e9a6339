package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSecondTest {

    @Test
    void a_later_fraction_is_reached_within_the_same_second() {
        assertThat(ClockSecond.untilFraction(0.75, Instant.parse("2026-01-01T00:00:07.5Z")))
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void an_earlier_fraction_is_reached_in_the_next_second() {
        assertThat(ClockSecond.untilFraction(0.25, Instant.parse("2026-01-01T00:00:07.5Z")))
                .isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void the_present_fraction_needs_no_wait() {
        assertThat(ClockSecond.untilFraction(0.5, Instant.parse("2026-01-01T00:00:07.5Z")))
                .isEqualTo(Duration.ZERO);
    }
}
