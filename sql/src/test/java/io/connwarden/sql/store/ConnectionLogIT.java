package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.ConnectionLog.EntryOrigin;
import io.connwarden.sql.store.ConnectionLog.LoggedCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLogIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Duration MONTH = Duration.ofDays(30);

    private final ConnectionLog log = new ConnectionLog(STORE.dataSource);
    private final StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void a_health_event_delivered_twice_is_logged_once() {
        ConnectionLogEntry check = check("twice", "h1", now, 5);
        log.writeHealthEvents(List.of(check, check("twice", "h2", now, 6)));
        log.writeHealthEvents(List.of(check));
        assertThat(STORE.rows("SELECT * FROM connection_logs WHERE target = 'twice' ORDER BY event_id"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("event_type", "MONITOR_CHECK")
                                .containsEntry("connection_count", 5)
                                .containsEntry("utilization", 50.0),
                        row -> assertThat(row).containsEntry("connection_count", 6));
    }

    @Test
    void a_check_of_an_unreachable_target_has_no_counts() {
        ConnectionLogEntry unreachable = new ConnectionLogEntry(
                "MONITOR_CHECK", "away", now, LoggedCounts.NONE, null, "{}", new EntryOrigin("h1", null, "monitor"));
        log.writeHealthEvents(List.of(unreachable));
        assertThat(STORE.rows("SELECT connection_count, utilization FROM connection_logs WHERE target = 'away'"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsOnlyNulls());
    }

    @Test
    void a_row_without_a_partition_is_stored_and_moves_into_its_partition_later() {
        log.writeHealthEvents(List.of(check("early", "h1", now, 1), check("early", "h2", now.minus(MONTH), 1)));
        // As after 20 days without maintenance, in which no partition was created.
        STORE.sql.update("UPDATE connection_logs SET created_at = created_at + interval '20 days'"
                + " WHERE target = 'early' AND event_id = 'h1'");
        assertThat(partitionOf("early", "h1")).isEqualTo("connection_logs_default");
        assertThat(maintenance.rollPartitions(21, Duration.ofDays(60))).isPositive();
        assertThat(partitionOf("early", "h1")).matches("connection_logs_\\d{8}");
        assertThat(partitionOf("early", "h2")).as("a day before the partitions").isEqualTo("connection_logs_default");
        // Repeated, because a partition is due if midnight has passed since the first call.
        await().until(() -> maintenance.rollPartitions(21, Duration.ofDays(60)) == 0);
    }

    @Test
    void partitions_past_the_retention_are_dropped_and_late_rows_deleted() {
        Instant old = now.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS);
        String day = old.toString().substring(0, 10);
        STORE.sql.execute("CREATE TABLE connection_logs_" + day.replace("-", "")
                + " PARTITION OF connection_logs FOR VALUES FROM ('" + old + "') TO ('" + old.plusSeconds(86_400)
                + "')");
        log.writeHealthEvents(List.of(
                check("old", "h1", old.plusSeconds(5), 1),
                check("old", "h2", old.minus(Duration.ofDays(3)), 1),
                check("old", "h3", now, 1)));
        assertThat(maintenance.rollPartitions(7, MONTH)).isPositive();
        assertThat(STORE.rows("SELECT event_id FROM connection_logs WHERE target = 'old'"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("event_id", "h3"));
    }

    @Test
    void a_check_from_the_future_is_stored_under_the_current_time() {
        log.writeHealthEvents(List.of(check("future", "h1", Instant.parse("2999-01-01T00:00:00Z"), 1)));
        assertThat(STORE.rows("SELECT event_id FROM connection_logs WHERE target = 'future'"
                        + " AND created_at <= clock_timestamp()"))
                .hasSize(1);
    }

    @Test
    void a_rule_for_no_action_is_logged_once_in_its_interval() {
        for (String rule : List.of("G3", "G3", "R5", "R5", "G3")) {
            log.writeNoAction(noAction(rule), rule, now.minusSeconds(300));
        }
        assertThat(
                        STORE.rows(
                                "SELECT details -> 'decision' ->> 'rule' AS rule FROM connection_logs WHERE target = 'quiet' ORDER BY id"))
                .extracting(row -> row.get("rule"))
                .containsExactly("G3", "R5");
        log.writeNoAction(noAction("G3"), "G3", now.plusSeconds(1));
        assertThat(STORE.rows("SELECT id FROM connection_logs WHERE target = 'quiet'"))
                .as("logged again after the interval")
                .hasSize(3);
    }

    @Test
    void reasons_of_one_rule_are_told_apart_and_their_numbers_are_not() {
        List<String> reasons = List.of(
                "status WARNING, slot utilization 85.57 %, 3 zombies: no session selected, 12 spared (G5: 12)",
                "status WARNING, slot utilization 86 %, 4 zombies: no session selected, 2 spared (G5: 2)",
                "status WARNING, slot utilization 86 %, 4 zombies: no session selected, 2 spared (G6: 2)",
                "R3 acted 9 s ago, cooldown 1 min (G3)",
                "R3 acted 1 min 2 s ago, cooldown 1 min 30 s (G3)",
                "status WARNING, slot utilization 85.57 %, 3 zombies: no session selected, 12 spared (G5: 12)");
        for (String reason : reasons) {
            ConnectionLogEntry entry = noAction("reasons", "R3", reason);
            log.writeNoAction(entry, "R3", now.minusSeconds(300));
        }
        assertThat(STORE.rows("SELECT details -> 'decision' ->> 'reason' AS reason FROM connection_logs"
                        + " WHERE target = 'reasons' ORDER BY id"))
                .extracting(row -> row.get("reason"))
                .containsExactly(reasons.get(0), reasons.get(2), reasons.get(3));
    }

    @Test
    void every_full_hour_with_checks_has_one_report_per_target() {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        log.writeHealthEvents(List.of(
                check("hourly", "h1", hour.minusSeconds(1800), 10),
                check("hourly", "h2", hour.minusSeconds(900), 20),
                check("hourly", "h3", hour, 70)));
        log.writeHealthEvents(List.of(new ConnectionLogEntry(
                "MONITOR_CHECK",
                "hourly",
                hour.minusSeconds(600),
                LoggedCounts.NONE,
                null,
                "{\"status\":\"UNREACHABLE\"}",
                new EntryOrigin("h4", null, "monitor"))));
        assertThat(report()).isPositive();
        assertThat(report()).as("second run").isZero();
        assertThat(STORE.rows(
                        "SELECT *, details ->> 'checks' AS checks, details -> 'statuses' ->> 'UNREACHABLE' AS away"
                                + " FROM connection_logs WHERE target = 'hourly' AND event_type = 'HOURLY_REPORT'"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("connection_count", 15)
                        .containsEntry("utilization", 150.0)
                        .containsEntry("terminated_count", 0)
                        .containsEntry("checks", "3")
                        .containsEntry("away", "1"));
    }

    private int report() {
        return STORE.transaction.execute(status -> maintenance.writeHourlyReports(now));
    }

    private static ConnectionLogEntry check(String target, String event, Instant at, int connections) {
        LoggedCounts counts = new LoggedCounts(connections, 1, 2, 3, connections * 10.0);
        return new ConnectionLogEntry(
                "MONITOR_CHECK",
                target,
                at,
                counts,
                null,
                "{\"status\":\"HEALTHY\"}",
                new EntryOrigin(event, null, "monitor"));
    }

    private ConnectionLogEntry noAction(String rule) {
        return noAction("quiet", rule, "nothing to do");
    }

    private ConnectionLogEntry noAction(String target, String rule, String reason) {
        return new ConnectionLogEntry(
                "DECISION_NO_ACTION",
                target,
                now,
                LoggedCounts.NONE,
                null,
                "{\"decision\":{\"rule\":\"" + rule + "\",\"reason\":\"" + reason + "\"}}",
                new EntryOrigin(null, null, "automatic"));
    }

    private String partitionOf(String target, String event) {
        return STORE.sql.queryForObject(
                "SELECT tableoid::regclass::text FROM connection_logs WHERE target = ? AND event_id = ?",
                String.class,
                target,
                event);
    }
}
