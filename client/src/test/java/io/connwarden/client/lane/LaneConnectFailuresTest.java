package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.retry.FailsafePolicies;
import org.junit.jupiter.api.Test;

class LaneConnectFailuresTest {
    private final LaneConnectFailures health = new LaneConnectFailures(FailsafePolicies.laneCircuitBreaker());

    @Test
    void the_lane_is_failing_after_five_failures_in_a_row() {
        fail(4);
        assertThat(health.isFailing()).isFalse();
        fail(1);
        assertThat(health.isFailing()).isTrue();
    }

    @Test
    void a_success_resets_the_failure_count() {
        fail(4);
        health.recordSuccess();
        fail(4);
        assertThat(health.isFailing()).isFalse();
        fail(1);
        assertThat(health.isFailing()).isTrue();
    }

    @Test
    void a_success_ends_the_failing_state_immediately() {
        fail(7);
        health.recordSuccess();
        assertThat(health.isFailing()).isFalse();
        fail(4);
        assertThat(health.isFailing()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.recordFailure();
        }
    }
}
