package io.connwarden.benchmarks.console;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The generated samples of ten applications with pools. A part of the sessions is used between two samples. */
final class BenchmarkSamples {
    /** Of ten sessions, this many are used between two samples. */
    static final int USED_OF_TEN = 4;

    private static final int APPLICATIONS = 10;

    private BenchmarkSamples() {}

    static String target(int number) {
        return "target-%03d".formatted(number);
    }

    /** @param round the number of the sample; a session is used again after a few rounds */
    static SessionSnapshot snapshot(int target, int sessions, int round, Instant time) {
        List<Row> rows = new ArrayList<>(sessions);
        for (int i = 0; i < sessions; i++) {
            rows.add(row(target, i, round, time));
        }
        return new SessionSnapshot(target(target), time, time, rows, 0);
    }

    private static Row row(int target, int session, int round, Instant time) {
        boolean isUsed = session % 10 < USED_OF_TEN;
        boolean isActive = isUsed && (session + round) % 5 == 0;
        Instant start =
                Instant.EPOCH.plusSeconds(1_800_000_000L + session * 37L).plusNanos(session * 7_919_000L);
        Instant changed =
                isUsed ? time.minusNanos((session * 104_729L + round * 15_485_863L) % 5_000_000 * 1000) : start;
        return new Row(
                1_000 + target + session * 3,
                start,
                "app_" + session % APPLICATIONS,
                "shop",
                "service-" + session % APPLICATIONS,
                "10.1.%d.%d".formatted(session / 200, session % 200),
                isActive ? "active" : "idle",
                changed,
                isActive ? changed : null,
                changed,
                isActive ? null : "Client",
                isActive ? null : "ClientRead",
                "client backend",
                List.of(),
                isActive ? SessionClass.ACTIVE : SessionClass.IDLE,
                null);
    }

    static Health health(int target, int sessions, Instant time) {
        return Health.builder(target(target), HealthStatus.HEALTHY, "all values within the thresholds", time)
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .activeConnections(sessions / 10)
                        .idleConnections(sessions - sessions / 10)
                        .maxConnections(sessions * 2)
                        .usableConnections(sessions * 2)
                        .build())
                .topApplications(
                        List.of(new ApplicationUsage("service-1", "app_1", sessions / 10, sessions / 10, 0, 0)))
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
    }
}
