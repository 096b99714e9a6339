package io.connwarden.actuator;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Health events as the monitor sends them. */
final class HealthEvents {
    private HealthEvents() {}

    static Event<Health> of(HealthStatus status, Instant lastCheck) {
        return of(ActuatorTestEnvironment.TARGET, status, lastCheck);
    }

    static Event<Health> of(String target, HealthStatus status, Instant lastCheck) {
        boolean seen = status != HealthStatus.UNREACHABLE;
        Health health = new Health(
                target,
                status,
                seen ? counts(status) : null,
                List.of(),
                "test event with status " + status,
                List.of(),
                lastCheck,
                seen ? "18.1" : null,
                seen ? false : null);
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
