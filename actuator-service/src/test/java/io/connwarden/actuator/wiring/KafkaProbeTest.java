package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.health.KafkaReach;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaProbeTest {
    private final List<String> calls = new ArrayList<>();
    private final KafkaProbe probe = new KafkaProbe(
            Map.of(),
            new KafkaReach(InstantSource.system()),
            InstantSource.system(),
            settings -> DeadAdmin.create("describeCluster", calls));

    @Test
    void a_client_that_no_longer_answers_is_closed_and_replaced() {
        probeTimes(KafkaProbe.MAX_FAILURES_OF_CLIENT - 1);
        assertThat(calls).as("before the last failure").containsExactly("create");
        probeTimes(1);
        assertThat(calls).containsExactly("create", "close");
        probeTimes(KafkaProbe.MAX_FAILURES_OF_CLIENT);
        assertThat(calls).containsExactly("create", "close", "create", "close");
    }

    private void probeTimes(int count) {
        for (int i = 0; i < count; i++) {
            probe.probe();
        }
    }
}
