package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofMillis(1);

    private final FakeTarget target = new FakeTarget(new FakeTime());
    private final SampleSchedule schedule = new SampleSchedule(
            Thresholds.builder().cleanupZombies(10).warningZombies(20).build(),
            new SamplingIntervals(INTERVAL, Duration.ofSeconds(5), SECOND, SECOND, SECOND, INTERVAL));

    @Test
    void a_target_without_a_crossing_is_sampled_at_the_interval() throws SampleFailedException {
        assertThat(delay(HealthStatus.HEALTHY, UpcomingCrossings.none())).isEqualTo(INTERVAL);
        assertThat(schedule.interval(HealthStatus.HEALTHY)).isEqualTo(INTERVAL);
        assertThat(schedule.interval(HealthStatus.CRITICAL)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void of_a_healthy_target_the_zombie_that_changes_the_status_counts() throws SampleFailedException {
        target.zombies = 8;
        assertThat(delay(HealthStatus.HEALTHY, zombiesAt(2, 3, 4, 5))).isEqualTo(seconds(4));
        target.zombies = 10;
        assertThat(delay(HealthStatus.HEALTHY, zombiesAt(2, 3, 4, 5))).isEqualTo(seconds(2));
    }

    @Test
    void of_a_healthy_target_fewer_new_zombies_than_the_threshold_do_not_count() throws SampleFailedException {
        assertThat(delay(HealthStatus.HEALTHY, zombiesAt(2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .isEqualTo(INTERVAL);
    }

    @Test
    void of_a_target_in_trouble_each_new_zombie_counts() throws SampleFailedException {
        target.zombies = 12;
        assertThat(delay(HealthStatus.CLEANUP_NEEDED, zombiesAt(2, 3))).isEqualTo(seconds(2));
        target.zombies = 0;
        assertThat(delay(HealthStatus.WARNING, zombiesAt(2, 3))).isEqualTo(seconds(2));
    }

    @Test
    void sessions_that_become_zombies_shortly_after_the_first_are_in_the_same_sample() throws SampleFailedException {
        target.zombies = 10;
        assertThat(delay(HealthStatus.HEALTHY, zombiesAtMillis(2_000, 2_100, 2_250, 2_251)))
                .isEqualTo(Duration.ofMillis(2_250).plus(MARGIN));
        assertThat(delay(HealthStatus.HEALTHY, zombiesAtMillis(2_000, 2_251))).isEqualTo(seconds(2));
    }

    @Test
    void each_new_stuck_transaction_counts() throws SampleFailedException {
        assertThat(delay(HealthStatus.HEALTHY, new UpcomingCrossings(List.of(), SECOND.multipliedBy(7), null, null)))
                .isEqualTo(seconds(7));
    }

    @Test
    void long_idle_sessions_and_long_queries_count_on_a_critical_target_only() throws SampleFailedException {
        UpcomingCrossings crossings =
                new UpcomingCrossings(List.of(), null, SECOND.multipliedBy(3), SECOND.multipliedBy(4));
        assertThat(delay(HealthStatus.WARNING, crossings)).isEqualTo(INTERVAL);
        assertThat(delay(HealthStatus.CRITICAL, crossings)).isEqualTo(seconds(3));
        UpcomingCrossings query = new UpcomingCrossings(List.of(), null, null, SECOND.multipliedBy(4));
        assertThat(delay(HealthStatus.CRITICAL, query)).isEqualTo(seconds(4));
    }

    @Test
    void the_delay_is_not_below_the_minimum_interval() throws SampleFailedException {
        assertThat(delay(HealthStatus.HEALTHY, new UpcomingCrossings(List.of(), Duration.ZERO, null, null)))
                .isEqualTo(SECOND);
    }

    @Test
    void one_early_sample_is_taken_after_a_gap_of_twice_the_minimum_interval() throws SampleFailedException {
        UpcomingCrossings soon = new UpcomingCrossings(List.of(), Duration.ofMillis(300), null, null);
        assertThat(delay(HealthStatus.HEALTHY, soon, Duration.ofMillis(1_999))).isEqualTo(SECOND);
        assertThat(delay(HealthStatus.HEALTHY, soon, Duration.ofMillis(2_000)))
                .isEqualTo(Duration.ofMillis(300).plus(MARGIN));
        UpcomingCrossings now = new UpcomingCrossings(List.of(), Duration.ZERO, null, null);
        assertThat(delay(HealthStatus.HEALTHY, now, INTERVAL)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void the_ages_of_a_target_that_is_not_visible_do_not_count() throws SampleFailedException {
        assertThat(delay(HealthStatus.UNKNOWN, new UpcomingCrossings(List.of(), SECOND, SECOND, SECOND)))
                .isEqualTo(INTERVAL);
    }

    private Duration delay(HealthStatus status, UpcomingCrossings crossings) throws SampleFailedException {
        return delay(status, crossings, SECOND);
    }

    private Duration delay(HealthStatus status, UpcomingCrossings crossings, Duration sincePrevious)
            throws SampleFailedException {
        target.upcoming = () -> crossings;
        Observation observation = target.takeSample().observation();
        return schedule.untilCrossing(status, observation, sincePrevious);
    }

    private static UpcomingCrossings zombiesAt(int... seconds) {
        return zombiesAtMillis(
                IntStream.of(seconds).map(second -> second * 1_000).toArray());
    }

    private static UpcomingCrossings zombiesAtMillis(int... milliseconds) {
        return new UpcomingCrossings(
                IntStream.of(milliseconds).mapToObj(Duration::ofMillis).toList(), null, null, null);
    }

    private static Duration seconds(int seconds) {
        return SECOND.multipliedBy(seconds).plus(MARGIN);
    }
}
