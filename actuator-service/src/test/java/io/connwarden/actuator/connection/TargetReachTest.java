package io.connwarden.actuator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetReachTest {
    private Instant now = Instant.parse("2026-03-01T03:00:00Z");
    private final TargetReach reach = new TargetReach(() -> now);

    @Test
    void a_failure_counts_until_a_query_succeeds_or_a_minute_has_passed() {
        assertThat(reach.recentFailure("orders")).isEmpty();
        reach.onFailure("orders", "no answer");
        assertThat(reach.recentFailure("orders")).contains("no answer");
        assertThat(reach.recentFailure("users")).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(reach.recentFailure("orders")).isPresent();
        now = now.plusMillis(1);
        assertThat(reach.recentFailure("orders")).isEmpty();
        reach.onFailure("orders", "no answer");
        reach.onSuccess("orders");
        assertThat(reach.recentFailure("orders")).isEmpty();
    }
}
