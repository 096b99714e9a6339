package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTest {
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger(OutageLogTest.class), "Store is down; retrying", "Store is up again", () -> now);

    @Test
    void an_outage_is_logged_with_its_first_failure_and_its_duration(CapturedOutput output) {
        assertThat(outage.recordSuccess()).isFalse();
        assertThat(outage.recordFailure("connection refused")).isTrue();
        now = now.plusSeconds(30);
        assertThat(outage.recordFailure("connection reset")).isFalse();
        now = now.plusSeconds(4);
        assertThat(outage.recordSuccess()).isTrue();
        assertThat(outage.recordSuccess()).isFalse();

        assertThat(output.getOut().lines().filter(line -> line.contains("Store") && !line.contains("DEBUG")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("WARN")
                                .contains("Store is down; retrying. Cause: connection refused"),
                        last -> assertThat(last)
                                .contains("INFO")
                                .contains("Store is up again. Duration of the outage: 34 s"));
    }

    @Test
    void a_second_outage_is_logged_again(CapturedOutput output) {
        outage.recordFailure("first");
        outage.recordSuccess();
        outage.recordFailure("second");

        assertThat(output).contains("Cause: first").contains("Cause: second").contains("Duration of the outage: 0 ms");
    }

    @Test
    void a_clock_set_back_gives_no_negative_duration(CapturedOutput output) {
        outage.recordFailure("first");
        now = now.minusSeconds(60);
        outage.recordSuccess();

        assertThat(output).contains("Duration of the outage: 0 ms");
    }
}
