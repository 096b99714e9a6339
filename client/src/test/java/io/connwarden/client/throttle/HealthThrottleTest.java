package io.connwarden.client.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthThrottleTest {
    private long now;
    private boolean permit;
    private final HealthThrottle throttle = new HealthThrottle(HealthSettings.defaults(), () -> now, () -> permit);

    @Test
    void low_priority_is_open_before_any_health_is_received() {
        assertThat(throttle.tryAcquire()).isTrue();
    }

    @Test
    void critical_health_blocks_low_priority_and_gives_the_reason() {
        throttle.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(throttle.tryAcquire()).isFalse();
        assertThat(throttle.lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Blocked.class);
        assertThat(throttle.lowPriorityLimit().reason()).contains("orders-db").contains("CRITICAL");
    }

    @Test
    void a_full_connection_limit_of_a_role_does_not_restrict_the_applications_of_others() {
        Health critical = HealthSamples.of(HealthStatus.CRITICAL);
        throttle.onHealth(Health.builder(critical.target(), HealthStatus.CRITICAL, "role 'shop'", critical.lastCheck())
                .counts(critical.counts())
                .serverVersion("18.1")
                .inRecovery(false)
                .serverStatus(HealthStatus.WARNING)
                .build());
        assertThat(throttle.lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Limited.class);
    }

    @Test
    void warning_health_limits_low_priority_to_the_configured_rate() {
        throttle.onHealth(HealthSamples.of(HealthStatus.WARNING));
        assertThat(throttle.tryAcquire()).isFalse();
        permit = true;
        assertThat(throttle.tryAcquire()).isTrue();
        assertThat(throttle.lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Limited.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthStatus.class,
            names = {"HEALTHY", "CLEANUP_NEEDED", "UNKNOWN", "UNREACHABLE"})
    void any_other_status_opens_low_priority(HealthStatus status) {
        throttle.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        throttle.onHealth(HealthSamples.of(status));
        assertThat(throttle.tryAcquire()).isTrue();
    }

    @Test
    void outdated_health_no_longer_blocks_low_priority() {
        throttle.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        now += Duration.ofSeconds(90).toNanos();
        assertThat(throttle.tryAcquire()).isFalse();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(throttle.tryAcquire()).isTrue();
    }

    @Test
    void closing_unblocks_low_priority() {
        throttle.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        throttle.unblock();
        assertThat(throttle.tryAcquire()).isTrue();
    }
}
