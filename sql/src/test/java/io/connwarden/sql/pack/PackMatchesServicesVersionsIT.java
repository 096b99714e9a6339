package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.PostgresVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares counts, status and protection between the pack and the queries of the services, on the same sessions. The
 * tests of the actuator compare the selection.
 */
class PackMatchesServicesVersionsIT {
    private static final Duration MIN_AGE_GAP = Duration.ofSeconds(2);

    /** The critical and warning slot utilization, the warning and cleanup zombies; null for the current value. */
    private static final Double[][] LIMITS = {
        {90.0, 80.0, 20.0, 10.0},
        {100.0, 100.0, 1000.0, 1000.0},
        {100.0, 100.0, 1000.0, null},
        {100.0, 100.0, null, null},
        {100.0, 100.0, 1000.0, 1.0},
        {100.0, 100.0, 1.0, 1.0},
        {100.0, null, 1000.0, 1000.0},
        {null, null, 1000.0, 1000.0},
        {null, 1.0, 1000.0, 1000.0},
        {1.0, 1.0, 1000.0, 1000.0},
    };

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#versions")
    void the_pack_and_the_services_report_the_same_counts_status_and_protection(PostgresVersion version)
            throws SQLException {
        try (PackOnServer pack = PackOnServer.install(VersionedServers.of(version));
                HeldSession service = TargetConnections.open(
                        TargetSettings.of("t", pack.server.jdbcUrlWithoutUser("postgres"), "postgres", null),
                        "connwarden-test");
                Connection psql = DriverManager.getConnection(pack.url);
                MixedSessions old = MixedSessions.openOn(pack.server)) {
            TargetQueries queries = new TargetQueries(service);
            Instant boundary = now(queries);
            await().atMost(PackOnServer.MAX_WAIT).until(() -> now(queries).isAfter(boundary.plus(MIN_AGE_GAP)));
            try (MixedSessions young = MixedSessions.openOn(pack.server)) {
                int total = old.size() + young.size() + 2;
                await().atMost(PackOnServer.MAX_WAIT)
                        .until(() -> queries.sessions().size(), sessions -> sessions == total);
                for (Double[] limits : LIMITS) {
                    await().atMost(PackOnServer.MAX_WAIT)
                            .until(() -> assertSameCounts(queries, psql, boundary, limits));
                }
                assertSameProtection(queries, psql);
            }
        }
    }

    /**
     * Compares the counts with a threshold between the ages of the older and the younger sessions.
     *
     * @return false without a comparison after slow queries, when the younger sessions may be past the threshold
     */
    private static boolean assertSameCounts(TargetQueries queries, Connection psql, Instant boundary, Double[] limits) {
        Instant start = now(queries);
        // A query in both sessions of the test, so that neither is past the threshold.
        PackQueries.rows(psql, "SELECT");
        Duration age = Duration.between(boundary, start).minus(MIN_AGE_GAP.dividedBy(2));
        Thresholds lenient = thresholds(age, new Double[] {100.0, 100.0, 1000.0, 1000.0});
        Counts there = counts(Assessment.assess(queries.observe("t", lenient, 0), lenient, Instant.EPOCH));
        Double[] exact = {
            limits[0] == null ? (Double) there.slotUtilizationPercentage() : limits[0],
            limits[1] == null ? (Double) there.slotUtilizationPercentage() : limits[1],
            limits[2] == null ? (Double) (double) there.zombieConnections() : limits[2],
            limits[3] == null ? (Double) (double) there.zombieConnections() : limits[3],
        };
        Thresholds thresholds = thresholds(age, exact);
        set(psql, thresholds);
        Observation seen = queries.observe("t", thresholds, 0);
        Health health = Assessment.assess(seen, thresholds, Instant.EPOCH);
        Counts counts = counts(health);
        Map<String, String> row =
                PackQueries.rows(psql, "SELECT * FROM guard.connection_health").get(0);
        if (now(queries).isAfter(start.plus(MIN_AGE_GAP.dividedBy(2)))) {
            return false;
        }
        assertThat(counts.zombieConnections()).isPositive();
        assertThat(row)
                .containsEntry("total_connections", "" + counts.totalConnections())
                .containsEntry("active_connections", "" + counts.activeConnections())
                .containsEntry("idle_connections", "" + counts.idleConnections())
                .containsEntry("idle_in_transaction", "" + counts.idleInTransactionConnections())
                .containsEntry("zombie_connections", "" + counts.zombieConnections())
                .containsEntry("long_idle_connections", "" + counts.longIdleConnections())
                .containsEntry("long_running_connections", "" + counts.longRunningConnections())
                .containsEntry("stuck_transactions", "" + counts.stuckTransactions())
                .containsEntry("waiting_on_lock", "" + counts.waitingOnLockConnections())
                .containsEntry("max_connections", "" + counts.maxConnections())
                .containsEntry("usable_connections", "" + counts.usableConnections())
                .containsEntry("status", health.status().name());
        assertThat(Double.valueOf(row.get("utilization_percentage"))).isEqualTo(counts.utilizationPercentage());
        assertThat(Double.valueOf(row.get("slot_utilization_percentage")))
                .isEqualTo(counts.slotUtilizationPercentage());
        assertThat(Double.valueOf(row.get("visibility_percentage"))).isEqualTo(counts.visibilityPercentage());
        return true;
    }

    private static void assertSameProtection(TargetQueries queries, Connection psql) {
        Map<String, String> byServices = new HashMap<>();
        for (SessionRow row : queries.sessions()) {
            byServices.put("" + row.pid(), protection(row));
        }
        Map<String, String> byPack = new HashMap<>();
        for (Map<String, String> row :
                PackQueries.rows(psql, "SELECT pid, protection_reason AS why FROM guard.connection_details")) {
            byPack.put(row.get("pid"), row.get("why") == null ? "" : row.get("why"));
        }
        assertThat(byPack).isEqualTo(byServices);
        assertThat(byPack.values().stream().distinct()).hasSize(7);
    }

    /** Returns the protection in the order of guard G5. */
    private static String protection(SessionRow row) {
        if (row.connwardenSession()) {
            return "session of Connwarden";
        }
        if (row.superuser()) {
            // The session of the pack is a superuser session of the test.
            return row.application() == null || !row.application().startsWith("PostgreSQL JDBC")
                    ? "superuser role"
                    : "session of Connwarden";
        }
        if (row.replication()) {
            return "replication connection";
        }
        if (row.backup()) {
            return "backup or dump";
        }
        return row.listening() ? "listens for notifications" : row.holdsAdvisoryLock() ? "holds an advisory lock" : "";
    }

    private static Counts counts(Health health) {
        Counts counts = health.counts();
        assertThat(counts).isNotNull();
        return counts;
    }

    private static Thresholds thresholds(Duration age, Double[] limits) {
        return Thresholds.builder()
                .zombie(age)
                .longIdle(age)
                .longRunning(age)
                .stuckTransaction(age)
                .criticalSlotUtilization(limits[0])
                .warningSlotUtilization(limits[1])
                .warningZombies(limits[2].intValue())
                .cleanupZombies(limits[3].intValue())
                .build();
    }

    private static void set(Connection psql, Thresholds thresholds) {
        double minutes = thresholds.zombie().toNanos() / 60e9;
        Map<String, Object> settings = Map.of(
                "zombie_minutes",
                minutes,
                "long_idle_minutes",
                minutes,
                "long_running_seconds",
                minutes * 60,
                "stuck_transaction_minutes",
                minutes,
                "critical_slot_utilization",
                thresholds.criticalSlotUtilization(),
                "warning_slot_utilization",
                thresholds.warningSlotUtilization(),
                "warning_zombies",
                thresholds.warningZombies(),
                "cleanup_zombies",
                thresholds.cleanupZombies());
        StringBuilder values = new StringBuilder();
        settings.forEach((name, value) ->
                values.append(values.isEmpty() ? "" : ", ").append("('" + name + "', '" + value + "'::jsonb)"));
        PackQueries.rows(
                psql,
                "UPDATE guard.settings SET value = wanted.value FROM (VALUES " + values
                        + ") AS wanted (name, value) WHERE settings.name = wanted.name RETURNING settings.name");
    }

    private static Instant now(TargetQueries queries) {
        return queries.observe("t", Thresholds.defaults(), 0).serverTime();
    }
}
