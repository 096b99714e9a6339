package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static io.connwarden.contracts.assessment.ObservationBuilder.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.assessment.Observation.StuckTransaction;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static Health assess(ObservationBuilder seen) {
        return Assessment.assess(seen.build(), Thresholds.defaults(), NOW);
    }

    private static HealthStatus status(ObservationBuilder seen) {
        return assess(seen).status();
    }

    @Test
    void a_target_with_few_sessions_is_healthy() {
        assertThat(status(quiet())).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void a_value_equal_to_its_threshold_is_within_it() {
        assertThat(status(quiet().total(80))).isEqualTo(HealthStatus.HEALTHY);
        assertThat(status(quiet().total(81))).isEqualTo(HealthStatus.WARNING);
        assertThat(status(quiet().total(90))).isEqualTo(HealthStatus.WARNING);
        assertThat(status(quiet().total(91))).isEqualTo(HealthStatus.CRITICAL);
        assertThat(status(quiet().total(50).zombies(10))).isEqualTo(HealthStatus.HEALTHY);
        assertThat(status(quiet().total(50).zombies(11))).isEqualTo(HealthStatus.CLEANUP_NEEDED);
        assertThat(status(quiet().total(50).zombies(20))).isEqualTo(HealthStatus.CLEANUP_NEEDED);
        assertThat(status(quiet().total(50).zombies(21))).isEqualTo(HealthStatus.WARNING);
        assertThat(status(quiet().stuckTransactions(1))).isEqualTo(HealthStatus.CLEANUP_NEEDED);
        assertThat(status(quiet().visibility(95))).isEqualTo(HealthStatus.HEALTHY);
        assertThat(status(quiet().visibility(94.99))).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void a_target_below_minimum_visibility_is_unknown_even_at_critical_utilization() {
        Health health = assess(quiet().total(99).zombies(50).visibility(40));

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.reason())
                .isEqualTo("Only the state of 40 % of 99 sessions is visible, below the minimum of 95 %;"
                        + " the target cannot be assessed");
        assertThat(health.recommendations()).singleElement().asString().contains("GRANT pg_monitor");
    }

    @Test
    void utilization_is_measured_against_the_usable_slots() {
        Health health = assess(quiet().total(99));

        assertThat(health.counts().utilizationPercentage()).isEqualTo(90.0);
        assertThat(health.counts().slotUtilizationPercentage()).isEqualTo(99.0);
        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void the_reason_contains_the_deciding_counts_and_thresholds() {
        assertThat(assess(quiet().total(95)).reason())
                .isEqualTo("95 of 100 usable slots taken (95 %), above the critical threshold of 90 %");
        assertThat(assess(quiet().total(85).zombies(23)).reason())
                .isEqualTo("85 of 100 usable slots taken (85 %), above the warning threshold of 80 %;"
                        + " 23 zombie sessions (idle for more than 15 min), above the warning threshold of 20");
        assertThat(assess(quiet().total(50).zombies(12).stuckTransactions(1)).reason())
                .isEqualTo("12 zombie sessions (idle for more than 15 min), above the cleanup threshold of 10;"
                        + " 1 transaction stuck: waiting for the client and older than 5 min");
        assertThat(assess(quiet().zombies(1)).reason())
                .isEqualTo("10 of 100 usable slots taken (10 %), 1 zombie session, no stuck transaction:"
                        + " all values within the thresholds");
    }

    @Test
    void critical_advice_names_the_application_with_most_sessions() {
        Health health = assess(quiet().total(95)
                .topApplications(
                        new ApplicationUsage("web", "app", 20, 3, 0, 0),
                        new ApplicationUsage("batch", null, 60, 55, 0, 0)));

        assertThat(health.recommendations())
                .contains("Application 'batch' holds 60 of 95 sessions, 55 of them idle:"
                        + " search for a connection leak or reduce its pool size");
    }

    @Test
    void advice_describes_an_application_without_a_name() {
        Health health =
                assess(quiet().total(50).zombies(12).topApplications(new ApplicationUsage(null, "app", 20, 13, 0, 12)));

        assertThat(health.recommendations())
                .containsExactly("Clean up 12 zombie sessions with a CLEANUP command;"
                        + " an application without application_name (user app) holds 12 of them");
    }

    @Test
    void advice_about_one_stuck_transaction_is_in_the_singular() {
        assertThat(assess(quiet().stuckTransactions(1)).recommendations().get(0))
                .contains("1 transaction open for more than 5 min", "; it holds locks and delays vacuum;");
        assertThat(assess(quiet().stuckTransactions(2)).recommendations().get(0))
                .contains("2 transactions open for more than 5 min", "; they hold locks and delay vacuum;");
    }

    @Test
    void advice_names_the_oldest_stuck_transactions() {
        Health health = assess(quiet().stuckTransactions(2)
                .oldestStuck(
                        new StuckTransaction(4711, "backup", "pg_dump", Duration.ofMinutes(12), 3),
                        new StuckTransaction(4712, null, "", Duration.ofSeconds(45), 0)));
        assertThat(health.recommendations().get(0))
                .startsWith("Set idle_in_transaction_session_timeout: 2 transactions open for more than 5 min and"
                        + " waiting for the client (pid 4711, user backup, application pg_dump, open for 12 min,"
                        + " blocks 3 sessions; pid 4712, open for 45 s); they hold locks")
                .matches(StuckTransactionText::isAdvice);
    }

    @Test
    void each_finding_has_its_advice() {
        assertThat(assess(quiet()).recommendations())
                .containsExactly("No action needed: the connection slots are healthy");
        assertThat(assess(quiet().longIdle(5)).recommendations())
                .containsExactly("No action needed: the connection slots are healthy");
        assertThat(assess(quiet().longIdle(6).stuckTransactions(2).waitingOnLock(3))
                        .recommendations())
                .satisfiesExactly(
                        stuck -> assertThat(stuck).contains("idle_in_transaction_session_timeout", "32 min old"),
                        locks -> assertThat(locks).contains("3 sessions waiting on locks", "pg_blocking_pids"),
                        idle -> assertThat(idle).contains("6 sessions idle for more than 5 min"));
    }

    @Test
    void advice_about_slots_and_zombies_begins_with_their_thresholds() {
        String noAction = "No action needed: the connection slots are healthy";
        assertThat(assess(quiet().total(80)).recommendations()).containsExactly(noAction);
        assertThat(assess(quiet().total(81)).recommendations())
                .containsExactly("Prepare a cleanup: 19 usable slots left");
        assertThat(assess(quiet().total(90)).recommendations())
                .containsExactly("Prepare a cleanup: 10 usable slots left");
        assertThat(assess(quiet().total(91)).recommendations())
                .containsExactly(
                        "Reclaim sessions now: if the mode of R1 is not act, send an EMERGENCY command"
                                + " for target orders-db or set policy.mode to act",
                        "If this load is expected, add a connection pooler or raise max_connections (now 110)");
        assertThat(assess(quiet().zombies(10)).recommendations()).containsExactly(noAction);
        assertThat(assess(quiet().zombies(11).topApplications(new ApplicationUsage("web", "app", 9, 9, 0, 0)))
                        .recommendations())
                .containsExactly("Clean up 11 zombie sessions with a CLEANUP command");
    }

    @Test
    void a_clock_difference_is_reported() {
        Health health = Assessment.assess(quiet().build(NOW.minusSeconds(42)), Thresholds.defaults(), NOW);

        assertThat(health.lastCheck()).isEqualTo(NOW);
        assertThat(health.recommendations())
                .containsExactly("Synchronize the clocks of server and monitor: they differ by 42 s");
        assertThat(Assessment.assess(quiet().build(NOW.plusSeconds(5)), Thresholds.defaults(), NOW)
                        .recommendations())
                .containsExactly("No action needed: the connection slots are healthy");
    }

    @Test
    void an_unreachable_target_has_a_reason_and_no_counts() {
        Health health = Assessment.unreachable("orders-db", "connection refused", "Start the server", NOW);

        assertThat(health)
                .extracting(Health::status, Health::counts, Health::reason, Health::lastCheck, Health::serverVersion)
                .isEqualTo(java.util.Arrays.asList(HealthStatus.UNREACHABLE, null, "connection refused", NOW, null));
        assertThat(health.recommendations()).containsExactly("Start the server");
    }

    @Test
    void percentages_are_rounded_to_two_decimals_before_comparison() {
        Observation third = quiet().with(
                        counts -> counts.totalConnections(1).maxConnections(3).usableConnections(3))
                .visibility(99.999)
                .build();

        Health health = Assessment.assess(third, Thresholds.defaults(), NOW);

        assertThat(health.counts().slotUtilizationPercentage()).isEqualTo(33.33);
        assertThat(health.counts().visibilityPercentage()).isEqualTo(100.0);
    }
}
