package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.TestSessions;
import java.util.Arrays;
import java.util.Locale;

/** Measures the duration of a sample with 100 and 1,000 sessions. It is run manually and asserts nothing. */
public final class SamplingBenchmark {
    private static final int ROUNDS = 200;

    private SamplingBenchmark() {}

    public static void main(String[] arguments) {
        PostgresServerOptions options =
                PostgresServerOptions.standard().withMaxConnections(1100).withSetting("shared_buffers", "64MB");
        try (PostgresServer server = Roles.createOn(PostgresServer.start(options));
                HeldSession monitor = TargetConnections.open(
                        TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), Roles.MONITOR, null),
                        "connwarden-benchmark")) {
            TargetQueries queries = new TargetQueries(monitor);
            String url = server.jdbcUrl("postgres");
            try (TestSessions hundred = TestSessions.idle(url, 100, "shop-web")) {
                measure(queries, hundred.size());
                try (TestSessions more = TestSessions.idle(url, 900, "shop-jobs")) {
                    measure(queries, hundred.size() + more.size());
                }
            }
        }
    }

    private static void measure(TargetQueries queries, int sessions) {
        time("full sample", sessions, () -> queries.observe("t", Thresholds.defaults(), 5));
        time("tripwire", sessions, queries::backendCount);
        time("session list", sessions, queries::sessions);
    }

    private static void time(String what, int sessions, Runnable question) {
        long[] nanos = new long[ROUNDS];
        for (int round = -20; round < ROUNDS; round++) {
            long start = System.nanoTime();
            question.run();
            nanos[Math.max(round, 0)] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "%s at %d sessions: p50 %.2f ms, p99 %.2f ms",
                what,
                sessions,
                nanos[ROUNDS / 2] / 1e6,
                nanos[ROUNDS * 99 / 100] / 1e6));
    }
}
