package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.connwarden.benchmarks.reclaim.TargetLoad.PeriodLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Instant CROSSED_AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void the_ratio_of_the_times_is_that_of_the_medians() {
        Comparison comparison = new Comparison(
                List.of(round(300, 5), round(200, 5), round(4_000, 5)),
                List.of(round(100, 60), round(600, 60), round(900, 60)));

        assertThat(comparison.timeRatio()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void an_even_number_of_rounds_has_the_mean_of_the_two_middle_times_as_its_median() {
        Comparison comparison = new Comparison(
                List.of(round(100, 5), round(900, 5), round(200, 5), round(400, 5)), List.of(round(600, 60)));

        assertThat(comparison.timeRatio()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void the_ratio_of_the_reads_compares_equal_times() {
        Comparison comparison = new Comparison(
                List.of(round(300, 5)), List.of(new RoundFigures(CROSSED_AT, Duration.ZERO, ms(600), load(30, 20))));

        assertThat(comparison.readRatio()).isEqualTo(5.0 / 40, within(1e-9));
    }

    @Test
    void a_ratio_of_one_half_with_fewer_reads_is_met() {
        assertThat(new Comparison(List.of(round(300, 59)), List.of(round(600, 60))).isMet())
                .isTrue();
    }

    @Test
    void a_higher_ratio_of_the_times_is_not_met() {
        assertThat(new Comparison(List.of(round(301, 59)), List.of(round(600, 60))).isMet())
                .isFalse();
    }

    @Test
    void as_many_reads_as_the_loop_are_not_met() {
        assertThat(new Comparison(List.of(round(100, 60)), List.of(round(600, 60))).isMet())
                .isFalse();
    }

    @Test
    void the_summary_states_medians_with_their_range_and_the_verdict() {
        Comparison comparison = new Comparison(
                List.of(round(300, 5), round(250, 5), round(400, 5)), List.of(round(500, 60), round(200, 60)));

        assertThat(comparison.lines())
                .contains("Time from the limit to the end of the last session, median: connwarden 0.300 s"
                        + " (0.250 to 0.400), plain loop 0.350 s (0.200 to 0.500)")
                .contains("Full reads per minute: connwarden 5.0, plain loop 60.0")
                .contains("Ratio of the times 0.86 (at most 0.50), ratio of the full reads 0.08 (below 1): NOT MET");
    }

    private static RoundFigures round(long millis, long fullReads) {
        return new RoundFigures(CROSSED_AT, Duration.ZERO, ms(millis), load(60, fullReads));
    }

    private static PeriodLoad load(long seconds, long fullReads) {
        return new PeriodLoad(Duration.ofSeconds(seconds), fullReads, 0, 0);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
