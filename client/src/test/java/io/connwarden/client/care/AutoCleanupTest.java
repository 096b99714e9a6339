package io.connwarden.client.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.management.RecordedTransport;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoCleanupTest {
    private final RecordedTransport transport = new RecordedTransport(null);
    private long now;
    private final AutoCleanup cleanup = cleanupOf(HealthSamples.TARGET);

    private AutoCleanup cleanupOf(String target) {
        return new AutoCleanup(
                new ConnectionManagement(transport, target, "tests", Duration.ofSeconds(1)),
                Duration.ofSeconds(30),
                () -> now);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CLEANUP_NEEDED", "WARNING", "CRITICAL"})
    void health_that_calls_for_it_is_answered_by_asking_for_management(Status status) {
        cleanup.onHealth(HealthSamples.of(status));
        assertThat(transport.asked()).containsExactly(Action.AUTO);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"HEALTHY", "UNKNOWN", "UNREACHABLE"})
    void any_other_health_is_let_be(Status status) {
        cleanup.onHealth(HealthSamples.of(status));
        assertThat(transport.asked()).isEmpty();
    }

    @Test
    void it_asks_at_most_once_per_interval() {
        cleanup.onHealth(HealthSamples.of(Status.CRITICAL));
        now += Duration.ofSeconds(29).toNanos();
        cleanup.onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(transport.asked()).hasSize(1);
        now += Duration.ofSeconds(1).toNanos();
        cleanup.onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(transport.asked()).hasSize(2);
    }

    @Test
    void another_targets_health_is_nothing_to_it() {
        cleanupOf("billing-db").onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(transport.asked()).isEmpty();
    }
}
