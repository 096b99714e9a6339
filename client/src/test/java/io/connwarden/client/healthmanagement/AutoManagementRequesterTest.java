package io.connwarden.client.healthmanagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.management.RecordingTransport;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoManagementRequesterTest {
    private final RecordingTransport transport = new RecordingTransport(null);
    private long now;
    private final AutoManagementRequester cleanup = cleanupOf(HealthSamples.TARGET);

    private AutoManagementRequester cleanupOf(String target) {
        return new AutoManagementRequester(
                new ManagementClient(transport, target, "tests", Duration.ofSeconds(1)),
                Duration.ofSeconds(30),
                () -> now);
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthStatus.class,
            names = {"CLEANUP_NEEDED", "WARNING", "CRITICAL"})
    void a_status_that_needs_cleanup_requests_management(HealthStatus status) {
        cleanup.onHealth(HealthSamples.of(status));
        assertThat(transport.requestedActions()).containsExactly(Action.AUTO);
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthStatus.class,
            names = {"HEALTHY", "UNKNOWN", "UNREACHABLE"})
    void any_other_status_requests_nothing(HealthStatus status) {
        cleanup.onHealth(HealthSamples.of(status));
        assertThat(transport.requestedActions()).isEmpty();
    }

    @Test
    void management_is_requested_at_most_once_per_interval() {
        cleanup.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        now += Duration.ofSeconds(29).toNanos();
        cleanup.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(transport.requestedActions()).hasSize(1);
        now += Duration.ofSeconds(1).toNanos();
        cleanup.onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(transport.requestedActions()).hasSize(2);
    }

    @Test
    void health_of_another_target_requests_nothing() {
        cleanupOf("billing-db").onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(transport.requestedActions()).isEmpty();
    }
}
