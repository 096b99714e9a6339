package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReclaimSettingsTest {

    @Test
    void the_lowest_values_are_accepted() {
        assertThat(settings(30, 1, 0, 0, 2).allRounds()).isEqualTo(1);
    }

    @Test
    void too_few_sessions_to_be_a_cleanup_are_rejected_with_the_option() {
        assertThatThrownBy(() -> settings(29, 1, 0, 0, 2)).hasMessage("--sessions must be 30 to 1000, was 29");
    }

    @Test
    void more_sessions_than_one_action_may_end_are_rejected() {
        assertThatThrownBy(() -> settings(1001, 1, 0, 0, 2)).hasMessage("--sessions must be 30 to 1000, was 1001");
    }

    @Test
    void a_run_without_rounds_is_rejected() {
        assertThatThrownBy(() -> settings(30, 0, 0, 0, 2)).hasMessage("--rounds must be at least 1, was 0");
    }

    @Test
    void a_negative_number_of_warm_up_rounds_is_rejected() {
        assertThatThrownBy(() -> settings(30, 1, -1, 0, 2)).hasMessage("--warm-up-rounds must be at least 0, was -1");
    }

    @Test
    void a_negative_quiet_time_is_rejected() {
        assertThatThrownBy(() -> settings(30, 1, 0, -1, 2)).hasMessage("--quiet-seconds must be at least 0, was -1");
    }

    @Test
    void an_idle_limit_within_the_time_to_open_the_sessions_is_rejected() {
        assertThatThrownBy(() -> settings(30, 1, 0, 0, 1)).hasMessage("--idle-limit-seconds must be at least 2, was 1");
    }

    private static ReclaimSettings settings(
            int sessions, int rounds, int warmUpRounds, int quietSeconds, int limitSeconds) {
        return new ReclaimSettings(
                sessions, rounds, warmUpRounds, Duration.ofSeconds(quietSeconds), Duration.ofSeconds(limitSeconds), 1);
    }
}
