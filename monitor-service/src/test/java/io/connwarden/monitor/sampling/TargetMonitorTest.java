package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetMonitorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SamplingIntervals INTERVALS = new SamplingIntervals(
            SECOND.multipliedBy(30), SECOND.multipliedBy(5), SECOND, SECOND, SECOND, SECOND.multipliedBy(30));

    private record RecordedSample(long second, HealthStatus status) {}

    private final FakeTime time = new FakeTime();
    private Duration wait = Duration.ZERO;
    private final FakeTarget server = new FakeTarget(time);
    private final List<RecordedSample> recorded = new ArrayList<>();
    private final List<Health> healths = new ArrayList<>();
    private final List<String> trips = new ArrayList<>();
    private final List<Duration> durations = new ArrayList<>();
    private final List<SessionSnapshot> snapshots = new ArrayList<>();
    private final LookedAtTargets looks = new LookedAtTargets(time);
    private TargetMonitor monitor = createMonitor(INTERVALS);

    private TargetMonitor createMonitor(SamplingIntervals intervals) {
        TargetMonitor created = new TargetMonitor(
                "orders-db",
                server,
                new SamplingSettings(Thresholds.defaults(), new Tripwire(80, 90, 10, 5), intervals),
                new SampleListener() {
                    @Override
                    public void onSample(Health health, Duration duration) {
                        durations.add(duration);
                        healths.add(health);
                        recorded.add(new RecordedSample(time.elapsed().toSeconds(), health.status()));
                    }

                    @Override
                    public void onSnapshot(SessionSnapshot snapshot) {
                        snapshots.add(snapshot);
                    }

                    @Override
                    public void onTripwire(String target, String reason) {
                        trips.add(reason);
                    }
                },
                time,
                looks);
        created.onLook(() -> {});
        return created;
    }

    @Test
    void the_first_sample_is_immediate_and_further_ones_follow_at_the_interval() {
        advanceTo(95);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 30L, 60L, 90L);
        assertThat(recorded).extracting(RecordedSample::status).containsOnly(HealthStatus.HEALTHY);
    }

    @Test
    void the_snapshot_of_a_sample_has_the_time_of_its_health_event_and_counts_missing_rows() {
        server.rows = List.of(row(7), row(8));
        advanceTo(1);
        assertThat(snapshots).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.target()).isEqualTo("orders-db");
            assertThat(snapshot.capturedAt()).isEqualTo(healths.get(0).lastCheck());
            assertThat(snapshot.rows()).isEqualTo(server.rows);
            assertThat(snapshot.omittedRows()).isEqualTo(8);
        });
    }

    @Test
    void a_failed_sample_and_a_sample_without_rows_have_no_snapshot() {
        advanceTo(1);
        server.rows = List.of(row(7));
        server.failure = "connection reset";
        advanceTo(3);
        assertThat(healths).hasSizeGreaterThan(1);
        assertThat(snapshots).isEmpty();
    }

    @Test
    void a_target_that_is_looked_at_is_sampled_each_second_until_the_look_ends() {
        advanceTo(10);
        for (int viewer = 0; viewer < 100; viewer++) {
            looks.look("orders-db", SECOND.multipliedBy(5));
        }
        wait = Duration.ZERO;
        advanceTo(60);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 10L, 11L, 12L, 13L, 14L, 15L, 45L);
    }

    @Test
    void a_target_that_is_looked_at_is_sampled_each_second_although_no_tripwire_reading_is_due() {
        Duration hour = Duration.ofHours(1);
        monitor = createMonitor(new SamplingIntervals(hour, hour, SECOND, hour, SECOND, SECOND));
        advanceTo(1);
        looks.look("orders-db", SECOND.multipliedBy(3));
        wait = Duration.ZERO;
        advanceTo(20);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void a_look_soon_after_a_sample_waits_for_the_minimum_interval() {
        advanceTo(30);
        time.advance(Duration.ofMillis(300));
        looks.look("orders-db", SECOND);
        wait = Duration.ZERO;
        advanceTo(40);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 30L, 31L, 32L);
    }

    @Test
    void a_longer_minimum_interval_also_holds_for_looks() {
        Duration three = SECOND.multipliedBy(3);
        monitor = createMonitor(
                new SamplingIntervals(SECOND.multipliedBy(30), three, three, SECOND, SECOND, SECOND.multipliedBy(30)));
        looks.look("orders-db", SECOND.multipliedBy(8));
        advanceTo(20);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 3L, 6L, 9L);
    }

    @Test
    void a_look_does_not_shorten_the_retries_of_an_unreachable_target() {
        server.failure = "connection refused";
        looks.look("orders-db", SECOND.multipliedBy(30));
        advanceTo(20);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 1L, 3L, 7L, 15L);
    }

    @Test
    void a_look_at_a_target_of_another_monitor_is_ignored() {
        looks.look("billing-db", SECOND);
        assertThat(looks.isLookedAt("billing-db")).isFalse();
    }

    private static SessionSnapshot.Row row(int pid) {
        return new SessionSnapshot.Row(
                pid, null, null, null, null, null, null, null, null, null, null, null, null, List.of(), null, null);
    }

    @Test
    void only_tripwire_readings_are_taken_between_full_samples() {
        advanceTo(29);
        assertThat(server.sampleCount).isEqualTo(1);
        assertThat(server.readingCount).isEqualTo(30);
    }

    @Test
    void crossing_the_threshold_triggers_a_sample_within_a_second() {
        advanceTo(10);
        server.sessions = 85;
        advanceTo(11);
        assertThat(recorded).contains(new RecordedSample(11, HealthStatus.WARNING));
        assertThat(trips).singleElement().asString().contains("85 backends");
    }

    @Test
    void an_unchanged_level_triggers_no_further_samples() {
        advanceTo(10);
        server.sessions = 85;
        advanceTo(40);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 11L);
    }

    @Test
    void a_critical_target_is_sampled_at_the_critical_interval() {
        server.sessions = 95;
        advanceTo(12);
        server.sessions = 10;
        advanceTo(47);
        assertThat(recorded)
                .containsExactly(
                        new RecordedSample(0, HealthStatus.CRITICAL),
                        new RecordedSample(5, HealthStatus.CRITICAL),
                        new RecordedSample(10, HealthStatus.CRITICAL),
                        new RecordedSample(15, HealthStatus.HEALTHY),
                        new RecordedSample(45, HealthStatus.HEALTHY));
    }

    @Test
    void a_transaction_is_sampled_when_it_becomes_stuck_and_not_before() {
        Duration stuckAt = Duration.ofMillis(12_400);
        server.upcoming = () -> new UpcomingCrossings(List.of(), remaining(stuckAt), null, null);
        advanceTo(12);
        assertThat(recorded).hasSize(1);
        advanceTo(13);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 12L);
        advanceTo(43);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 12L, 42L);
    }

    @Test
    void crossings_in_quick_succession_are_sampled_at_the_minimum_interval() {
        server.upcoming = () -> new UpcomingCrossings(List.of(), Duration.ofMillis(10), null, null);
        advanceTo(5);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_crossing_soon_after_a_sample_is_met_once_and_the_next_waits_for_the_minimum_interval() {
        server.upcoming = () -> new UpcomingCrossings(List.of(), remaining(nextCrossing()), null, null);
        advanceTo(14);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 12L, 12L, 13L);
    }

    /** Returns the next of three times, 300 ms apart. */
    private Duration nextCrossing() {
        return Stream.of(12_100, 12_400, 12_700)
                .map(Duration::ofMillis)
                .filter(crossing -> crossing.compareTo(time.elapsed()) > 0)
                .findFirst()
                .orElse(Duration.ofMillis(12_700));
    }

    private @Nullable Duration remaining(Duration crossing) {
        Duration left = crossing.minus(time.elapsed());
        return left.isNegative() ? null : left;
    }

    @Test
    void an_unreachable_target_is_retried_with_exponential_back_off() {
        server.failure = "connection refused";
        advanceTo(100);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L);
        assertThat(recorded).extracting(RecordedSample::status).containsOnly(HealthStatus.UNREACHABLE);
        assertThat(healths).extracting(Health::reason).containsOnly("connection refused");
    }

    @Test
    void a_target_lost_between_samples_is_reported_within_a_second_and_recovers() {
        advanceTo(10);
        server.failure = "connection reset";
        advanceTo(12);
        server.failure = null;
        advanceTo(20);
        assertThat(recorded)
                .containsExactly(
                        new RecordedSample(0, HealthStatus.HEALTHY),
                        new RecordedSample(11, HealthStatus.UNREACHABLE),
                        new RecordedSample(12, HealthStatus.UNREACHABLE),
                        new RecordedSample(14, HealthStatus.HEALTHY));
    }

    @Test
    void the_back_off_is_reset_after_a_recovery() {
        server.failure = "away";
        advanceTo(20);
        server.failure = null;
        advanceTo(40);
        server.failure = "away again";
        recorded.clear();
        advanceTo(45);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(41L, 42L, 44L);
    }

    @Test
    void the_tripwire_state_is_discarded_with_the_connection() {
        server.sessions = 5;
        advanceTo(10);
        server.failure = "failover";
        advanceTo(11);
        server.failure = null;
        server.sessions = 60;
        advanceTo(30);
        assertThat(trips).isEmpty();
    }

    @Test
    void a_smaller_server_after_a_failover_is_assessed_by_its_own_slots() {
        server.sessions = 40;
        advanceTo(10);
        server.failure = "failover";
        advanceTo(11);
        server.failure = null;
        server.usable = 50;
        advanceTo(13);
        server.sessions = 46;
        advanceTo(14);
        assertThat(trips).singleElement().asString().contains("46 backends are 92 % of 50 usable slots");
    }

    @Test
    void a_target_with_low_visibility_is_unknown() {
        server.visibility = 40;
        advanceTo(1);
        assertThat(recorded).containsExactly(new RecordedSample(0, HealthStatus.UNKNOWN));
    }

    @Test
    void the_retry_delay_starts_at_the_end_of_a_slow_failure() {
        server.failure = "timed out";
        server.responseTime = Duration.ofSeconds(15);
        advanceTo(16);
        assertThat(server.readingCount).isEqualTo(2);
    }

    @Test
    void a_full_sample_does_not_wait_for_a_later_tripwire_reading() {
        monitor = createMonitor(new SamplingIntervals(
                SECOND.multipliedBy(30), SECOND, SECOND, SECOND.multipliedBy(7), SECOND, SECOND.multipliedBy(30)));
        advanceTo(62);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 30L, 60L);
    }

    @Test
    void the_duration_of_a_sample_is_reported() {
        server.responseTime = Duration.ofMillis(40);
        advanceTo(1);
        assertThat(durations).first().isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void setting_the_clock_back_does_not_delay_samples() {
        advanceTo(10);
        time.shiftClock(Duration.ofHours(-1));
        advanceTo(65);
        assertThat(recorded).extracting(RecordedSample::second).containsExactly(0L, 30L, 60L);
    }

    /** Steps through the time until so many seconds have passed since the start. */
    private void advanceTo(long second) {
        Duration end = Duration.ofSeconds(second);
        while (time.elapsed().plus(wait).compareTo(end) <= 0) {
            time.advance(wait);
            wait = monitor.step();
        }
        if (time.elapsed().compareTo(end) < 0) {
            Duration left = end.minus(time.elapsed());
            time.advance(left);
            wait = wait.minus(left);
        }
    }
}
