package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.TargetQueries.ServerClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final Instant TIME = Instant.parse("2026-03-01T03:00:00Z");

    @Test
    void a_later_moment_is_a_later_time_of_the_server() {
        ServerClock clock = new ServerClock(TIME, 1_000_000_000L);
        assertThat(clock.at(1_000_000_000L)).isEqualTo(TIME);
        assertThat(clock.at(3_500_000_000L)).isEqualTo(TIME.plusMillis(2_500));
        assertThat(clock.at(500_000_000L)).isEqualTo(TIME.minusMillis(500));
    }

    @Test
    void the_time_is_right_across_an_overflow_of_the_monotonic_clock() {
        ServerClock clock = new ServerClock(TIME, Long.MAX_VALUE);
        assertThat(clock.at(Long.MIN_VALUE + 999_999L)).isEqualTo(TIME.plusMillis(1));
    }
}
