package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.monitor.sampling.Tripwire.Evaluation;
import io.connwarden.monitor.sampling.Tripwire.Level;
import io.connwarden.monitor.sampling.Tripwire.TripwireState;
import io.connwarden.testing.SeededTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TripwireTest {
    private static final int USABLE = 100;
    private final Tripwire tripwire = new Tripwire(80, 90, 10, 5);

    @Test
    void crossing_the_warning_threshold_trips_with_the_numbers_as_reason() {
        Evaluation evaluation = tripwire.evaluate(new TripwireState(79, Level.NORMAL), 81, USABLE);
        assertThat(evaluation)
                .isInstanceOfSatisfying(
                        Evaluation.Tripped.class,
                        tripped -> assertThat(tripped.reason())
                                .isEqualTo("81 backends are 81 % of 100 usable slots, above WARNING at 80 %"));
    }

    @Test
    void a_reading_at_the_threshold_does_not_trip() {
        assertThat(tripwire.evaluate(new TripwireState(79, Level.NORMAL), 80, USABLE))
                .isInstanceOf(Evaluation.NotTripped.class);
        assertThat(tripwire.evaluate(new TripwireState(89, Level.WARNING), 90, USABLE))
                .isInstanceOf(Evaluation.NotTripped.class);
    }

    @Test
    void crossing_from_warning_to_critical_trips_again() {
        assertThat(tripwire.evaluate(new TripwireState(88, Level.WARNING), 91, USABLE))
                .isInstanceOfSatisfying(
                        Evaluation.Tripped.class,
                        tripped -> assertThat(tripped.state().level()).isEqualTo(Level.CRITICAL));
    }

    @Test
    void an_unchanged_level_does_not_trip_again() {
        TripwireState state = tripwire.evaluate(new TripwireState(89, Level.WARNING), 91, USABLE)
                .state();
        for (int second = 0; second < 100; second++) {
            Evaluation evaluation = tripwire.evaluate(state, 92, USABLE);
            assertThat(evaluation).isInstanceOf(Evaluation.NotTripped.class);
            state = evaluation.state();
        }
    }

    @Test
    void utilization_oscillating_around_the_threshold_trips_once() {
        assertThat(trips(new TripwireState(89, Level.WARNING), 91, 89, 91, 88, 92, 86, 91))
                .isEqualTo(1);
    }

    @Test
    void the_tripwire_trips_again_after_utilization_fell_below_the_hysteresis() {
        assertThat(trips(new TripwireState(89, Level.WARNING), 91, 84, 91)).isEqualTo(2);
    }

    @Test
    void falling_utilization_never_trips() {
        assertThat(trips(new TripwireState(95, Level.CRITICAL), 90, 70, 50, 5, 0))
                .isZero();
    }

    @Test
    void a_jump_below_every_threshold_trips() {
        assertThat(tripwire.evaluate(new TripwireState(20, Level.NORMAL), 30, USABLE))
                .isInstanceOfSatisfying(
                        Evaluation.Tripped.class,
                        tripped -> assertThat(tripped.reason())
                                .isEqualTo("backends rose from 20 to 30 since the last sample,"
                                        + " at least 10 % of 100 usable slots"));
    }

    @Test
    void a_slow_rise_between_two_samples_trips_once() {
        assertThat(trips(new TripwireState(20, Level.NORMAL), 23, 26, 29, 32)).isEqualTo(1);
    }

    @Test
    void a_jump_is_measured_from_the_lowest_reading() {
        assertThat(trips(new TripwireState(40, Level.NORMAL), 10, 21)).isEqualTo(1);
    }

    @Test
    void after_a_sample_jumps_are_measured_from_it() {
        TripwireState sampled = tripwire.stateAfterSample(new TripwireState(10, Level.NORMAL), 40, USABLE);
        assertThat(trips(sampled, 45, 49)).isZero();
    }

    @Test
    void one_additional_session_is_no_jump_on_a_small_server() {
        assertThat(tripwire.evaluate(new TripwireState(1, Level.NORMAL), 2, 5))
                .isInstanceOf(Evaluation.NotTripped.class);
    }

    @Test
    void a_server_without_usable_slots_counts_as_full() {
        assertThat(tripwire.stateAfterSample(0, 0).level()).isEqualTo(Level.CRITICAL);
    }

    @SeededTest(count = 50)
    void random_readings_never_trip_twice_for_one_level_without_leaving_it(long seed) {
        Random random = new Random(seed);
        TripwireState state = tripwire.stateAfterSample(50, USABLE);
        boolean mayReachCritical = true;
        for (int i = 0; i < 5_000; i++) {
            int reading = random.nextInt(101);
            Evaluation evaluation = tripwire.evaluate(state, reading, USABLE);
            boolean reached = evaluation instanceof Evaluation.Tripped
                    && state.level() != Level.CRITICAL
                    && evaluation.state().level() == Level.CRITICAL;
            assertThat(reached && !mayReachCritical).as("step %d", i).isFalse();
            mayReachCritical = reading <= 85 || (mayReachCritical && !reached);
            state = evaluation.state();
        }
    }

    private int trips(TripwireState start, int... readings) {
        TripwireState state = start;
        int trips = 0;
        for (int reading : readings) {
            Evaluation evaluation = tripwire.evaluate(state, reading, USABLE);
            trips += evaluation instanceof Evaluation.Tripped ? 1 : 0;
            state = evaluation.state();
        }
        return trips;
    }
}
