package io.connwarden.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmergencyCycleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private boolean leakStopped = true;
    private final EmergencyCycle cycle = new EmergencyCycle(75, () -> leakStopped);

    @Test
    void critical_emergency_and_relief_complete_a_cycle() throws Exception {
        observe(health(1, HealthStatus.CRITICAL, 92));
        observe(result(2, "R1", 20, false));
        observe(health(3, HealthStatus.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isTrue();
        assertThat(cycle.maxSessions()).isEqualTo(92);
        assertThat(cycle.actions()).hasSize(1);
    }

    @Test
    void a_sample_taken_before_the_emergency_finished_is_no_relief() throws Exception {
        observe(result(5, "R1", 20, false));
        observe(health(4, HealthStatus.HEALTHY, 10));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
    }

    @Test
    void a_result_without_terminations_or_of_another_rule_is_no_emergency() throws Exception {
        observe(health(1, HealthStatus.CRITICAL, 92));
        observe(result(2, "R1", 0, false));
        observe(result(2, "R2", 15, false));
        observe(health(3, HealthStatus.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
        assertThat(cycle.emergency()).isNull();
        assertThat(cycle.actions()).hasSize(1);
    }

    @Test
    void relief_during_the_leak_does_not_count() throws Exception {
        leakStopped = false;
        observe(health(1, HealthStatus.CRITICAL, 92));
        observe(result(2, "R1", 20, false));
        observe(health(3, HealthStatus.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
        leakStopped = true;
        observe(health(4, HealthStatus.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isTrue();
    }

    private void observe(Message message) {
        cycle.observe(new Event<>(new EventId("/test", "1"), START, message));
    }

    private static Health health(int second, HealthStatus status, int sessions) {
        Counts counts = Counts.builder()
                .totalConnections(sessions)
                .idleConnections(sessions)
                .maxConnections(100)
                .usableConnections(100)
                .build();
        return Health.builder("shop-db", status, "because", START.plusSeconds(second))
                .counts(counts)
                .serverVersion("18.0")
                .inRecovery(false)
                .build();
    }

    private static Result result(int second, String rule, int terminated, boolean dryRun) {
        Instant at = START.plusSeconds(second);
        return Result.builder("shop-db", CommandOutcome.COMPLETED, new DecisionReason(rule, "because"), at, at)
                .causeEventId("cause")
                .dryRun(dryRun)
                .terminatedCount(terminated)
                .build();
    }
}
