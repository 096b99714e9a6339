package io.connwarden.benchmarks.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SignalTimesTest {

    @Test
    void the_median_of_an_even_number_of_rounds_lies_between_the_two_in_the_middle() {
        assertThat(Medians.of(rounds(9, 1, 4, 2), SignalTimes::answered)).isEqualTo(Duration.ofMillis(3));
        assertThat(Medians.of(rounds(9, 1, 4), SignalTimes::answered)).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void the_ratio_compares_medians() {
        assertThat(SignalTimes.ratio(rounds(1, 2, 100), rounds(8, 8, 8), SignalTimes::answered))
                .isEqualTo(0.25);
    }

    private static List<SignalTimes> rounds(long... millis) {
        return LongStream.of(millis)
                .mapToObj(each -> new SignalTimes(Duration.ZERO, Duration.ofMillis(each), Duration.ofSeconds(1)))
                .toList();
    }
}
