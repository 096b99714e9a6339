package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void it_doubles_until_the_bound_and_stays_there() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(n -> backOff.after(n).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void years_of_failures_do_not_overflow() {
        assertThat(backOff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }
}
