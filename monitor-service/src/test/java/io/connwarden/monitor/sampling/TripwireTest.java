package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.monitor.sampling.Tripwire.Answer;
import io.connwarden.monitor.sampling.Tripwire.Level;
import io.connwarden.monitor.sampling.Tripwire.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TripwireTest {
    private static final int USABLE = 100;
    private final Tripwire tripwire = new Tripwire(80, 90, 10, 5);

    @Test
    void crossing_the_warning_threshold_upwards_trips_and_says_the_numbers() {
        Answer answer = tripwire.judge(new Memory(79, Level.CALM), 81, USABLE);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Tripped.class,
                        tripped -> assertThat(tripped.reason())
                                .isEqualTo("81 backends are 81.0 % of 100 usable slots, above WARNING at 80.0 %"));
    }

    @Test
    void exactly_at_the_threshold_is_not_above_it() {
        assertThat(tripwire.judge(new Memory(79, Level.CALM), 80, USABLE)).isInstanceOf(Answer.Quiet.class);
        assertThat(tripwire.judge(new Memory(89, Level.WARNING), 90, USABLE)).isInstanceOf(Answer.Quiet.class);
    }

    @Test
    void crossing_from_warning_to_critical_trips_again() {
        assertThat(tripwire.judge(new Memory(88, Level.WARNING), 91, USABLE))
                .isInstanceOfSatisfying(
                        Answer.Tripped.class,
                        tripped -> assertThat(tripped.memory().level()).isEqualTo(Level.CRITICAL));
    }

    @Test
    void a_level_that_stays_above_does_not_trip_again() {
        Memory memory =
                tripwire.judge(new Memory(89, Level.WARNING), 91, USABLE).memory();
        for (int second = 0; second < 100; second++) {
            Answer answer = tripwire.judge(memory, 92, USABLE);
            assertThat(answer).isInstanceOf(Answer.Quiet.class);
            memory = answer.memory();
        }
    }

    @Test
    void a_pressure_swinging_around_the_threshold_trips_once() {
        assertThat(trips(new Memory(89, Level.WARNING), 91, 89, 91, 88, 92, 86, 91))
                .isEqualTo(1);
    }

    @Test
    void after_falling_well_below_it_trips_anew() {
        assertThat(trips(new Memory(89, Level.WARNING), 91, 84, 91)).isEqualTo(2);
    }

    @Test
    void falling_never_trips() {
        assertThat(trips(new Memory(95, Level.CRITICAL), 90, 70, 50, 5, 0)).isZero();
    }

    @Test
    void a_jump_below_every_threshold_trips() {
        assertThat(tripwire.judge(new Memory(20, Level.CALM), 30, USABLE))
                .isInstanceOfSatisfying(
                        Answer.Tripped.class,
                        tripped -> assertThat(tripped.reason())
                                .isEqualTo("backends rose from 20 to 30 since the last sample,"
                                        + " at least 10.0 % of 100 usable slots"));
    }

    @Test
    void a_slow_rise_is_a_jump_too_when_it_adds_up_before_the_next_sample() {
        assertThat(trips(new Memory(20, Level.CALM), 23, 26, 29, 32)).isEqualTo(1);
    }

    @Test
    void a_jump_is_measured_from_the_lowest_reading() {
        assertThat(trips(new Memory(40, Level.CALM), 10, 21)).isEqualTo(1);
    }

    @Test
    void after_a_sample_jumps_are_measured_from_it() {
        Memory sampled = tripwire.afterSample(new Memory(10, Level.CALM), 40, USABLE);
        assertThat(trips(sampled, 45, 49)).isZero();
    }

    @Test
    void one_session_more_is_no_jump_on_a_tiny_server() {
        assertThat(tripwire.judge(new Memory(1, Level.CALM), 2, 5)).isInstanceOf(Answer.Quiet.class);
    }

    @Test
    void no_usable_slot_at_all_counts_as_full() {
        assertThat(tripwire.afterSample(0, 0).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void whatever_the_readings_it_never_trips_twice_for_one_level_without_leaving_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Memory memory = tripwire.afterSample(50, USABLE);
        boolean mayReachCritical = true;
        for (int i = 0; i < 5_000; i++) {
            int reading = random.nextInt(101);
            Answer answer = tripwire.judge(memory, reading, USABLE);
            boolean reached = answer instanceof Answer.Tripped
                    && memory.level() != Level.CRITICAL
                    && answer.memory().level() == Level.CRITICAL;
            assertThat(reached && !mayReachCritical)
                    .as("seed %d, step %d", seed, i)
                    .isFalse();
            mayReachCritical = reading <= 85 || (mayReachCritical && !reached);
            memory = answer.memory();
        }
    }

    private int trips(Memory start, int... readings) {
        Memory memory = start;
        int trips = 0;
        for (int reading : readings) {
            Answer answer = tripwire.judge(memory, reading, USABLE);
            trips += answer instanceof Answer.Tripped ? 1 : 0;
            memory = answer.memory();
        }
        return trips;
    }
}
