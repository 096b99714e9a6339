package io.connwarden.actuator;

import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** Health events as the monitor sends them. */
final class HealthEvents {
    private HealthEvents() {}

    static Event<Health> of(HealthStatus status, Instant lastCheck) {
        return of(ActuatorTestEnvironment.TARGET, status, lastCheck);
    }

    static Event<Health> of(String target, HealthStatus status, Instant lastCheck) {
        boolean seen = status != HealthStatus.UNREACHABLE;
        Health health = Health.builder(target, status, "test event with status " + status, lastCheck)
                .counts(seen ? counts(status) : null)
                .serverVersion(seen ? "18.1" : null)
                .inRecovery(seen ? false : null)
                .build();
        return new Event<>(new EventId("urn:monitor", UUID.randomUUID().toString()), lastCheck, health);
    }

    /** Returns the event of a monitor with the settings of an actuator, from a sample of the real server. */
    static Event<Health> observed(ConfigurableApplicationContext actuator) {
        Health health = actuator.getBean(EmergencyConnections.class)
                .connectionTo(ActuatorTestEnvironment.TARGET)
                .sampleCounts()
                .health();
        return new Event<>(new EventId("urn:monitor", UUID.randomUUID().toString()), health.lastCheck(), health);
    }

    private static Counts counts(HealthStatus status) {
        int total = status == HealthStatus.CRITICAL ? 56 : 10;
        return Counts.builder()
                .totalConnections(total)
                .activeConnections(1)
                .idleConnections(total - 1)
                .maxConnections(60)
                .usableConnections(57)
                .build();
    }
}
