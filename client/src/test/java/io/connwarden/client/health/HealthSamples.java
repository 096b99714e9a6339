package io.connwarden.client.health;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;

/** Health messages for tests. */
public final class HealthSamples {
    public static final String TARGET = "orders-db";

    private HealthSamples() {}

    public static Health of(HealthStatus status) {
        return of(status, Instant.parse("2026-01-01T10:00:00Z"));
    }

    /** Returns health with a number of used connections out of 100. */
    public static Health of(HealthStatus status, int taken) {
        return of(status, Instant.parse("2026-01-01T10:00:00Z"), taken);
    }

    public static Health of(HealthStatus status, Instant at) {
        return of(status, at, 45);
    }

    private static Counts counts(int taken) {
        return Counts.builder()
                .totalConnections(taken)
                .activeConnections(12)
                .idleConnections(taken - 12)
                .zombieConnections(2)
                .longIdleConnections(5)
                .maxConnections(100)
                .usableConnections(97)
                .build();
    }

    private static Health of(HealthStatus status, Instant at, int taken) {
        boolean unreachable = status == HealthStatus.UNREACHABLE;
        return Health.builder(TARGET, status, "set by the test", at)
                .counts(unreachable ? null : counts(taken))
                .serverVersion(unreachable ? null : "18.1")
                .inRecovery(unreachable ? null : false)
                .build();
    }
}
