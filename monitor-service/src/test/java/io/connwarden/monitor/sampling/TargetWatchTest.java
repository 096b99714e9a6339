package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Cadence CADENCE = new Cadence(
            SECOND.multipliedBy(30), SECOND.multipliedBy(5), SECOND, new BackOff(SECOND, SECOND.multipliedBy(30)));

    private record Seen(long second, Status status) {}

    private final FakeTime time = new FakeTime();
    private Duration wait = Duration.ZERO;
    private final FakeTarget server = new FakeTarget(time);
    private final List<Seen> seen = new ArrayList<>();
    private final List<Health> healths = new ArrayList<>();
    private final List<String> trips = new ArrayList<>();
    private final List<Duration> took = new ArrayList<>();
    private TargetWatch watch = watch(CADENCE);

    private TargetWatch watch(Cadence cadence) {
        return new TargetWatch(
                "orders-db",
                server,
                Thresholds.standard(),
                new Tripwire(80, 90, 10, 5),
                cadence,
                new WatchListener() {
                    @Override
                    public void sampled(Health health, Duration duration) {
                        took.add(duration);
                        healths.add(health);
                        seen.add(new Seen(time.passed().toSeconds(), health.status()));
                    }

                    @Override
                    public void tripped(String target, String reason) {
                        trips.add(reason);
                    }
                },
                time);
    }

    @Test
    void the_first_look_is_at_once_and_then_at_every_interval() {
        passUntil(95);
        assertThat(seen).extracting(Seen::second).containsExactly(0L, 30L, 60L, 90L);
        assertThat(seen).extracting(Seen::status).containsOnly(Status.HEALTHY);
    }

    @Test
    void between_full_samples_only_the_cheap_reading_is_taken() {
        passUntil(29);
        assertThat(server.observations).isEqualTo(1);
        assertThat(server.readings).isEqualTo(30);
    }

    @Test
    void a_crowd_crossing_the_threshold_is_sampled_within_a_second() {
        passUntil(10);
        server.sessions = 85;
        passUntil(11);
        assertThat(seen).contains(new Seen(11, Status.WARNING));
        assertThat(trips).singleElement().asString().contains("85 backends");
    }

    @Test
    void a_level_that_stays_does_not_sample_every_second() {
        passUntil(10);
        server.sessions = 85;
        passUntil(40);
        assertThat(seen).extracting(Seen::second).containsExactly(0L, 11L);
    }

    @Test
    void while_critical_it_is_sampled_at_the_critical_interval() {
        server.sessions = 95;
        passUntil(12);
        server.sessions = 10;
        passUntil(47);
        assertThat(seen)
                .containsExactly(
                        new Seen(0, Status.CRITICAL),
                        new Seen(5, Status.CRITICAL),
                        new Seen(10, Status.CRITICAL),
                        new Seen(15, Status.HEALTHY),
                        new Seen(45, Status.HEALTHY));
    }

    @Test
    void a_target_that_does_not_answer_is_tried_with_growing_patience() {
        server.failure = "connection refused";
        passUntil(100);
        assertThat(seen).extracting(Seen::second).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L);
        assertThat(seen).extracting(Seen::status).containsOnly(Status.UNREACHABLE);
        assertThat(healths).extracting(Health::reason).containsOnly("connection refused");
    }

    @Test
    void a_target_lost_between_samples_is_told_within_a_second_and_recovers_by_itself() {
        passUntil(10);
        server.failure = "connection reset";
        passUntil(12);
        server.failure = null;
        passUntil(20);
        assertThat(seen)
                .containsExactly(
                        new Seen(0, Status.HEALTHY),
                        new Seen(11, Status.UNREACHABLE),
                        new Seen(12, Status.UNREACHABLE),
                        new Seen(14, Status.HEALTHY));
    }

    @Test
    void patience_is_fresh_again_after_a_recovery() {
        server.failure = "away";
        passUntil(20);
        server.failure = null;
        passUntil(40);
        server.failure = "away again";
        seen.clear();
        passUntil(45);
        assertThat(seen).extracting(Seen::second).containsExactly(41L, 42L, 44L);
    }

    @Test
    void what_the_tripwire_knew_is_forgotten_with_the_connection() {
        server.sessions = 5;
        passUntil(10);
        server.failure = "failover";
        passUntil(11);
        server.failure = null;
        server.sessions = 60;
        passUntil(30);
        assertThat(trips).isEmpty();
    }

    @Test
    void a_smaller_server_after_a_failover_is_measured_by_its_own_slots() {
        server.sessions = 40;
        passUntil(10);
        server.failure = "failover";
        passUntil(11);
        server.failure = null;
        server.usable = 50;
        passUntil(13);
        server.sessions = 46;
        passUntil(14);
        assertThat(trips).singleElement().asString().contains("46 backends are 92.0 % of 50 usable slots");
    }

    @Test
    void a_target_that_cannot_be_seen_is_unknown() {
        server.visibility = 40;
        passUntil(1);
        assertThat(seen).containsExactly(new Seen(0, Status.UNKNOWN));
    }

    @Test
    void after_a_slow_failure_the_wait_counts_from_its_end() {
        server.failure = "timed out";
        server.answersAfter = Duration.ofSeconds(15);
        passUntil(16);
        assertThat(server.readings).isEqualTo(2);
    }

    @Test
    void a_full_sample_is_punctual_though_a_reading_would_be_due_later() {
        watch = watch(new Cadence(SECOND.multipliedBy(30), SECOND, SECOND.multipliedBy(7), CADENCE.retry()));
        passUntil(62);
        assertThat(seen).extracting(Seen::second).containsExactly(0L, 30L, 60L);
    }

    @Test
    void how_long_a_look_took_is_told() {
        server.answersAfter = Duration.ofMillis(40);
        passUntil(1);
        assertThat(took).first().isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void a_clock_set_back_by_an_hour_stops_nothing() {
        passUntil(10);
        time.setWallBy(Duration.ofHours(-1));
        passUntil(65);
        assertThat(seen).extracting(Seen::second).containsExactly(0L, 30L, 60L);
    }

    /** Steps through the time until so many seconds have passed since the start. */
    private void passUntil(long second) {
        Duration end = Duration.ofSeconds(second);
        while (time.passed().plus(wait).compareTo(end) <= 0) {
            time.pass(wait);
            wait = watch.step();
        }
        if (time.passed().compareTo(end) < 0) {
            Duration left = end.minus(time.passed());
            time.pass(left);
            wait = wait.minus(left);
        }
    }
}
