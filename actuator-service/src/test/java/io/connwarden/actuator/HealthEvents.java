package io.connwarden.actuator;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.UUID;

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
