package io.connwarden.actuator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockStepDetectorTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    private static final Duration QUERY = Duration.ofMillis(10);

    private final ClockStepDetector detector = new ClockStepDetector();
    private Duration elapsed = Duration.ofHours(-3);

    @Test
    void the_first_sample_and_a_steady_clock_show_no_step() {
        assertThat(sample(Duration.ZERO)).isEmpty();
        advance(Duration.ofDays(2));
        assertThat(sample(Duration.ZERO)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(sample(Duration.ofSeconds(4))).as("a small correction").isEmpty();
        assertThat(detector.lastStepAt()).isEmpty();
    }

    @Test
    void a_step_forward_and_a_step_backward_are_detected_once_each() {
        sample(Duration.ZERO);
        advance(Duration.ofSeconds(10));
        Duration forward = Duration.ofMinutes(20);
        assertThat(sample(forward))
                .hasValueSatisfying(step -> assertThat(step).isBetween(forward.minus(QUERY.multipliedBy(2)), forward));
        assertThat(detector.lastStepAt()).contains(serverNow(forward));
        advance(Duration.ofSeconds(10));
        assertThat(sample(forward)).isEmpty();
        assertThat(sample(Duration.ZERO))
                .hasValueSatisfying(step -> assertThat(step).isNegative());
        assertThat(detector.lastStepAt()).contains(serverNow(Duration.ZERO));
    }

    @Test
    void a_slow_answer_is_no_step() {
        sample(Duration.ZERO);
        advance(Duration.ofSeconds(10));
        assertThat(detector.compare(
                        serverNow(Duration.ZERO),
                        elapsed.minusSeconds(30).toNanos(),
                        elapsed.plusSeconds(1).toNanos()))
                .isEmpty();
        advance(Duration.ofSeconds(10));
        assertThat(sample(Duration.ZERO)).isEmpty();
    }

    private void advance(Duration time) {
        elapsed = elapsed.plus(time);
    }

    /** Takes a sample of a target with a clock that is ahead of its first difference. */
    private Optional<Duration> sample(Duration ahead) {
        return detector.compare(
                serverNow(ahead),
                elapsed.minus(QUERY.dividedBy(2)).toNanos(),
                elapsed.plus(QUERY.dividedBy(2)).toNanos());
    }

    private Instant serverNow(Duration ahead) {
        return START.plus(elapsed).plus(ahead);
    }
}
