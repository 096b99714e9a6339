package io.connwarden.actuator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.ConnectFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetReachTest {
    private Instant now = Instant.parse("2026-03-01T03:00:00Z");
    private final TargetReach reach = new TargetReach(() -> now);

    @Test
    void a_failure_counts_until_a_query_succeeds_or_a_minute_has_passed() {
        assertThat(reach.recentFailure("orders")).isEmpty();
        reach.onFailure("orders", failure(Kind.UNREACHABLE));
        assertThat(reach.recentFailure("orders")).contains(failure(Kind.UNREACHABLE));
        assertThat(reach.recentFailure("users")).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(reach.recentFailure("orders")).isPresent();
        now = now.plusMillis(1);
        assertThat(reach.recentFailure("orders")).isEmpty();
        reach.onFailure("orders", failure(Kind.UNREACHABLE));
        reach.onSuccess("orders");
        assertThat(reach.recentFailure("orders")).isEmpty();
    }

    @Test
    void a_missing_privilege_counts_until_a_query_succeeds() {
        reach.onFailure("orders", failure(Kind.PRIVILEGE));
        now = now.plus(Duration.ofDays(1));
        assertThat(reach.recentFailure("orders")).contains(failure(Kind.PRIVILEGE));
        reach.onSuccess("orders");
        assertThat(reach.recentFailure("orders")).isEmpty();
    }

    private static ConnectFailure failure(Kind kind) {
        return new ConnectFailure(kind, null, "no answer");
    }
}
