package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.retry.FailsafePolicies;
import org.junit.jupiter.api.Test;

class StandardLaneCircuitBreakerTest {
    private final StandardLaneCircuitBreaker circuit =
            new StandardLaneCircuitBreaker(FailsafePolicies.standardLaneCircuitBreaker());

    @Test
    void five_failures_in_a_row_open_the_circuit() {
        fail(4);
        assertThat(circuit.isOpen()).isFalse();
        fail(1);
        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void a_success_resets_the_failure_count() {
        fail(4);
        circuit.recordSuccess();
        fail(4);
        assertThat(circuit.isOpen()).isFalse();
        fail(1);
        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void a_success_closes_the_circuit_immediately() {
        fail(7);
        circuit.recordSuccess();
        assertThat(circuit.isOpen()).isFalse();
        fail(4);
        assertThat(circuit.isOpen()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.recordFailure();
        }
    }
}
