package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.monitor.publishing.KafkaLink.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KafkaLinkTest {
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final KafkaLink link = new KafkaLink(() -> now);

    @Test
    void nothing_is_known_before_the_first_attempt() {
        assertThat(link.state()).isEqualTo(new State.Unproven());
    }

    @Test
    void an_outage_begins_with_its_first_failure_and_keeps_the_newest_reason() {
        Instant began = now;
        link.failed("first");
        now = now.plusSeconds(60);
        link.failed("second");
        assertThat(link.state()).isEqualTo(new State.Away(began, "second"));
    }

    @Test
    void each_change_is_told_once(CapturedOutput output) {
        link.works();
        link.failed("broken pipe");
        link.failed("broken pipe");
        now = now.plusSeconds(34);
        link.works();
        link.works();
        assertThat(output.getAll().lines().filter(line -> line.contains("Kafka")))
                .satisfiesExactly(
                        up -> assertThat(up).contains("takes health events"),
                        away -> assertThat(away).contains("away (broken pipe)"),
                        back -> assertThat(back).contains("back after 34 s"));
    }
}
