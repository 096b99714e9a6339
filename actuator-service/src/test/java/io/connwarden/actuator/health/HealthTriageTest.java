package io.connwarden.actuator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.sql.target.TargetSettings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTriageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final TargetConfiguration TARGET = new TargetConfiguration(
            TargetSettings.of("orders-db", "jdbc:postgresql://db:5432/postgres", "cw", null),
            Thresholds.defaults(),
            Policy.defaults());

    @Test
    void a_prepared_transaction_alone_leads_to_no_command_because_no_signal_ends_it() {
        assertThat(HealthTriage.of(health(HealthStatus.CLEANUP_NEEDED, HealthStatus.HEALTHY), TARGET, NOW))
                .isInstanceOf(HealthTriage.Ignore.class);
        assertThat(HealthTriage.of(health(HealthStatus.CLEANUP_NEEDED, null), TARGET, NOW))
                .isInstanceOf(HealthTriage.CreateCommand.class);
    }

    @Test
    void a_full_connection_limit_leads_to_a_command() {
        assertThat(HealthTriage.of(health(HealthStatus.CRITICAL, HealthStatus.HEALTHY), TARGET, NOW))
                .isInstanceOf(HealthTriage.CreateCommand.class);
    }

    private static Health health(HealthStatus status, HealthStatus ofServer) {
        return Health.builder("orders-db", status, "because", NOW)
                .counts(Counts.builder().build())
                .serverVersion("18.1")
                .inRecovery(false)
                .serverStatus(ofServer)
                .build();
    }
}
