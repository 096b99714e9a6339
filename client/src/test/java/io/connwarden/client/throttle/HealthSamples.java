package io.connwarden.client.throttle;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.List;

/** Health messages for tests. */
public final class HealthSamples {
    public static final String TARGET = "orders-db";

    private HealthSamples() {}

    public static Health of(HealthStatus status) {
        return of(status, Instant.parse("2026-01-01T10:00:00Z"));
    }

    /** With so many of a hundred connections taken. */
    public static Health of(HealthStatus status, int taken) {
        return of(status, Instant.parse("2026-01-01T10:00:00Z"), taken);
    }

    public static Health of(HealthStatus status, Instant at) {
        return of(status, at, 45);
    }

    private static Counts counts(int taken) {
        return new Counts(taken, 12, taken - 12, 0, 2, 5, 0, 0, 0, taken, taken / 0.97, 100, 97, 100.0, 0.0);
    }

    private static Health of(HealthStatus status, Instant at, int taken) {
        boolean unreachable = status == HealthStatus.UNREACHABLE;
        return new Health(
                TARGET,
                status,
                unreachable ? null : counts(taken),
                List.of(),
                "as tests go",
                List.of(),
                at,
                unreachable ? null : "18.1",
                unreachable ? null : false);
    }
}
