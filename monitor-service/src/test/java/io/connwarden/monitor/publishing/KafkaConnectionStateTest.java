package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.monitor.publishing.KafkaConnectionState.KafkaState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KafkaConnectionStateTest {
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final KafkaConnectionState connection = new KafkaConnectionState(() -> now);

    @Test
    void the_state_is_unknown_before_the_first_attempt() {
        assertThat(connection.state()).isEqualTo(new KafkaState.Unknown());
    }

    @Test
    void an_outage_starts_with_its_first_failure_and_keeps_the_latest_reason() {
        Instant began = now;
        connection.recordFailure("first");
        now = now.plusSeconds(60);
        connection.recordFailure("second");
        assertThat(connection.state()).isEqualTo(new KafkaState.Down(began, "second"));
    }

    @Test
    void each_change_is_logged_once(CapturedOutput output) {
        connection.recordSuccess();
        connection.recordFailure("broken pipe");
        connection.recordFailure("broken pipe");
        now = now.plusSeconds(34);
        connection.recordSuccess();
        connection.recordSuccess();
        assertThat(output.getAll().lines().filter(line -> line.contains("Kafka")))
                .satisfiesExactly(
                        up -> assertThat(up).contains("Kafka is up and accepts health events"),
                        away -> assertThat(away)
                                .contains("Kafka is down; the latest state of each target is kept")
                                .contains("Cause: broken pipe"),
                        back -> assertThat(back).contains("Kafka is up again. Duration of the outage: 34 s"));
    }
}
