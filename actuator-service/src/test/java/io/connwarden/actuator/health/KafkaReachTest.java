package io.connwarden.actuator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaReachTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Instant now = START;
    private final KafkaReach reach = new KafkaReach(() -> now);

    @Test
    void kafka_is_unreachable_if_no_request_was_answered_for_three_seconds() {
        fail(Duration.ZERO);
        fail(Duration.ofSeconds(2));
        assertThat(reach.outage()).isEmpty();
        now = START.plusSeconds(3);
        assertThat(reach.outage()).contains("Kafka has not answered for 3 s: timed out");
    }

    @Test
    void one_slow_request_is_no_outage() {
        fail(Duration.ZERO);
        now = START.plusSeconds(10);
        assertThat(reach.outage()).isEmpty();
    }

    @Test
    void an_answer_ends_the_outage() {
        fail(Duration.ZERO);
        fail(Duration.ofSeconds(5));
        reach.onSuccess();
        assertThat(reach.outage()).isEmpty();
        fail(Duration.ofSeconds(6));
        assertThat(reach.outage()).as("after one failure").isEmpty();
    }

    private void fail(Duration after) {
        now = START.plus(after);
        reach.onFailure(now, "timed out");
    }
}
