package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.retry.Resilience;
import org.junit.jupiter.api.Test;

class StandardCircuitTest {
    private final StandardCircuit circuit = new StandardCircuit(Resilience.standardLaneCircuit());

    @Test
    void five_failures_in_a_row_put_the_lane_in_doubt() {
        fail(4);
        assertThat(circuit.inDoubt()).isFalse();
        fail(1);
        assertThat(circuit.inDoubt()).isTrue();
    }

    @Test
    void a_success_between_begins_the_count_anew() {
        fail(4);
        circuit.worked();
        fail(4);
        assertThat(circuit.inDoubt()).isFalse();
        fail(1);
        assertThat(circuit.inDoubt()).isTrue();
    }

    @Test
    void a_success_ends_the_doubt_at_once() {
        fail(7);
        circuit.worked();
        assertThat(circuit.inDoubt()).isFalse();
        fail(4);
        assertThat(circuit.inDoubt()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed();
        }
    }
}
