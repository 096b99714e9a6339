package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names, columns and texts that callers of the pack depend on, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackResultsVersionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** Sets each threshold to the mean of the ages of two sessions, so that the time to open them does not matter. */
    private static final String THRESHOLDS_BETWEEN_THEM = """
            UPDATE guard.settings SET value = (
                SELECT to_jsonb(avg(extract(epoch FROM clock_timestamp() - state_change) / 60))
                FROM pg_stat_activity WHERE application_name IN (older, younger))
            FROM (VALUES ('zombie_minutes', 'a-zombie', 'a-long_idle'),
                         ('long_idle_minutes', 'a-long_idle', 'a-normal')) AS neighbors (setting, older, younger)
            WHERE name = setting""";

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackResultsVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @Test
    void the_health_check_has_the_documented_structure() {
        pack.query("SELECT guard.monitor_connections()");
        JsonNode health = health();
        assertThat(health.propertyNames())
                .containsExactlyInAnyOrder("status", "metrics", "recommendations", "recent_events", "timestamp");
        assertThat(health.get("metrics").propertyNames())
                .contains(
                        "total_connections",
                        "active_connections",
                        "idle_connections",
                        "zombie_connections",
                        "utilization_percentage",
                        "max_connections");
        assertThat(health.get("recommendations").get(0).asString()).isEqualTo("Connection pool is healthy");
        assertThat(health.get("recent_events").size()).isEqualTo(1);
    }

    @Test
    void the_hourly_report_deletes_log_rows_past_their_retention() {
        PackQueries.execute(
                url,
                "INSERT INTO guard.connection_logs (event_type, created_at) VALUES ('MONITOR_CHECK', '2001-01-01')");
        assertThat(pack.query("SELECT guard.log_hourly_report() AS removed")).containsExactly(Map.of("removed", "1"));
        assertThat(pack.query("SELECT event_type, details ? 'metrics' AS told FROM guard.connection_logs"))
                .containsExactly(Map.of("event_type", "HOURLY_REPORT", "told", "t"));
    }

    @Test
    void the_views_have_the_documented_columns() {
        assertThat(pack.query("SELECT * FROM guard.connection_health").get(0).keySet())
                .startsWith(
                        "total_connections",
                        "active_connections",
                        "idle_connections",
                        "idle_in_transaction",
                        "zombie_connections",
                        "long_idle_connections",
                        "max_connections",
                        "utilization_percentage",
                        "last_check");
        assertThat(pack.query("SELECT * FROM guard.connection_details").get(0).keySet())
                .startsWith(
                        "pid",
                        "usename",
                        "application_name",
                        "client_addr",
                        "client_hostname",
                        "client_port",
                        "backend_start",
                        "xact_start",
                        "query_start",
                        "state_change",
                        "state",
                        "backend_xid",
                        "backend_xmin",
                        "query",
                        "backend_type",
                        "idle_seconds",
                        "connection_age_seconds",
                        "connection_status");
    }

    @Test
    void the_functions_return_the_documented_columns() {
        Map<String, List<String>> columns = Map.of(
                "monitor_connections",
                List.of(
                        "total_conn",
                        "active_conn",
                        "idle_conn",
                        "zombie_conn",
                        "long_idle_conn",
                        "utilization_pct",
                        "max_conn",
                        "status"),
                "terminate_idle_connections",
                List.of("terminated_count", "remaining_zombies", "details"),
                "terminate_stuck_transactions",
                List.of("terminated_count", "details"),
                "emergency_connection_reset",
                List.of("action", "affected_count", "success", "details"));
        columns.forEach((call, expected) -> assertThat(
                        pack.query("SELECT * FROM guard." + call + "()").get(0).keySet())
                .containsExactlyElementsOf(expected));
        assertThat(pack.query("SELECT * FROM guard.connection_logs").get(0).keySet())
                .containsExactly(
                        "id",
                        "event_type",
                        "connection_count",
                        "active_count",
                        "idle_count",
                        "zombie_count",
                        "terminated_count",
                        "details",
                        "created_at",
                        "target",
                        "event_id",
                        "command_id",
                        "actor",
                        "utilization");
    }

    @Test
    void the_statements_of_the_original_cron_jobs_run_unchanged() {
        PackQueries.execute(url, """
                SET search_path = guard;
                SELECT monitor_connections();
                SELECT terminate_idle_connections(15, 10);
                INSERT INTO connection_logs (event_type, details)
                SELECT 'HOURLY_REPORT', connection_pool_health_check();""");
        assertThat(pack.query("SELECT event_type FROM guard.connection_logs ORDER BY id"))
                .extracting(row -> row.get("event_type"))
                .containsExactly("MONITOR_CHECK", "CLEANUP_NO_ZOMBIES", "HOURLY_REPORT");
    }

    @Test
    void every_session_has_its_connection_status() {
        pack.set("long_running_seconds", "0.5");
        pack.set("stuck_transaction_minutes", "0.01");
        try (TestSessions zombie = TestSessions.idle(url, 1, "a-zombie", "shop");
                TestSessions stuck = TestSessions.idleInTransaction(url, 1, "a-stuck_transaction");
                TestSessions running = TestSessions.active(url, 1, "a-long_running")) {
            pack.awaitIdleFor(1.1, 1);
            try (TestSessions idle = TestSessions.idle(url, 1, "a-long_idle", "shop")) {
                pack.awaitIdleFor(1.1, 2);
                try (TestSessions normal = TestSessions.idle(url, 1, "a-normal", "shop")) {
                    int all = zombie.size() + stuck.size() + running.size() + idle.size() + normal.size();
                    // Repeated, because a stalled server may delay the query until every age is past its threshold.
                    await().atMost(PackOnServer.MAX_WAIT)
                            .untilAsserted(() -> assertThat(statuses())
                                    .hasSize(all)
                                    .allSatisfy(row -> assertThat(row)
                                            .containsEntry(
                                                    "connection_status",
                                                    row.get("application_name").substring(2))
                                            .containsEntry(
                                                    "idle",
                                                    "a-long_running".equals(row.get("application_name")) ? "f" : "t")));
                }
            }
        }
    }

    @Test
    void the_health_check_lists_the_last_ten_events_in_descending_order() {
        for (int round = 0; round < 11; round++) {
            pack.query("SELECT guard.monitor_connections()");
        }
        pack.query("SELECT guard.emergency_connection_reset()");
        JsonNode events = health().get("recent_events");
        assertThat(events.size()).isEqualTo(10);
        assertThat(events.at("/0/event_type").asString()).isEqualTo("EMERGENCY_RESET");
        assertThat(events.at("/9/id").asInt()).isEqualTo(3);
    }

    @Test
    void recommendations_follow_the_slot_utilization() {
        try (TestSessions sessions = TestSessions.idle(url, 12, "shop-web", "shop")) {
            assertThat(advice()).containsExactly("Connection pool is healthy");
            pack.set("warning_slot_utilization", "10");
            assertThat(advice())
                    .containsExactly(
                            "WARNING: High connection utilization detected", "Monitor closely and prepare for cleanup");
            pack.set("long_idle_minutes", "0.01");
            pack.set("zombie_minutes", "0.01");
            pack.set("critical_slot_utilization", "10");
            pack.awaitIdleFor(0.7, sessions.size());
            // Repeated, because the closed session of an earlier query may still be counted.
            await().atMost(PackOnServer.MAX_WAIT)
                    .untilAsserted(() -> assertThat(advice())
                            .containsExactly(
                                    "CRITICAL: Execute emergency cleanup immediately",
                                    "Check for connection leaks in application code",
                                    "Consider scaling database resources",
                                    "12 zombie connections detected - cleanup recommended",
                                    "12 long-idle connections - consider timeout adjustment"));
            assertThat(health().get("status").asString()).isEqualTo("CRITICAL");
        }
    }

    private List<Map<String, String>> statuses() {
        return PackQueries.rowsAfter(
                THRESHOLDS_BETWEEN_THEM,
                url,
                "SELECT application_name, connection_status, idle_seconds IS NOT NULL AS idle "
                        + "FROM guard.connection_details WHERE application_name LIKE 'a-%'");
    }

    private JsonNode health() {
        return JSON.readTree(pack.queryValue("SELECT guard.connection_pool_health_check() AS answer"));
    }

    private List<String> advice() {
        return health().get("recommendations").values().stream()
                .map(JsonNode::asString)
                .toList();
    }
}
