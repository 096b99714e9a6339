package io.connwarden.client.pressure;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import java.time.Instant;
import java.util.List;

/** Health messages for tests. */
public final class HealthSamples {
    public static final String TARGET = "orders-db";
    private static final Counts COUNTS = new Counts(45, 12, 33, 0, 2, 5, 0, 0, 0, 45.0, 46.4, 100, 97, 100.0, 0.0);

    private HealthSamples() {}

    public static Health of(Status status) {
        return of(status, Instant.parse("2026-01-01T10:00:00Z"));
    }

    public static Health of(Status status, Instant at) {
        boolean unreachable = status == Status.UNREACHABLE;
        return new Health(
                TARGET,
                status,
                unreachable ? null : COUNTS,
                List.of(),
                "as tests go",
                List.of(),
                at,
                unreachable ? null : "18.1",
                unreachable ? null : false);
    }
}
