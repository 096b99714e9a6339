package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Seen.NOW;
import static io.connwarden.contracts.assessment.Seen.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static Health assess(Seen seen) {
        return Assessment.assess(seen.observation(), Thresholds.standard(), NOW);
    }

    private static Status status(Seen seen) {
        return assess(seen).status();
    }

    @Test
    void a_quiet_target_is_healthy() {
        assertThat(status(quiet())).isEqualTo(Status.HEALTHY);
    }

    @Test
    void each_threshold_is_still_within_and_one_above_is_not() {
        assertThat(status(quiet().total(80))).isEqualTo(Status.HEALTHY);
        assertThat(status(quiet().total(81))).isEqualTo(Status.WARNING);
        assertThat(status(quiet().total(90))).isEqualTo(Status.WARNING);
        assertThat(status(quiet().total(91))).isEqualTo(Status.CRITICAL);
        assertThat(status(quiet().total(50).zombies(10))).isEqualTo(Status.HEALTHY);
        assertThat(status(quiet().total(50).zombies(11))).isEqualTo(Status.CLEANUP_NEEDED);
        assertThat(status(quiet().total(50).zombies(20))).isEqualTo(Status.CLEANUP_NEEDED);
        assertThat(status(quiet().total(50).zombies(21))).isEqualTo(Status.WARNING);
        assertThat(status(quiet().stuck(1))).isEqualTo(Status.CLEANUP_NEEDED);
        assertThat(status(quiet().visibility(95))).isEqualTo(Status.HEALTHY);
        assertThat(status(quiet().visibility(94.99))).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void what_cannot_be_seen_is_unknown_even_when_it_looks_critical() {
        Health health = assess(quiet().total(99).zombies(50).visibility(40));

        assertThat(health.status()).isEqualTo(Status.UNKNOWN);
        assertThat(health.reason())
                .isEqualTo("The state of only 40 % of 99 sessions is visible, below the minimum of 95 %,"
                        + " so the target cannot be judged");
        assertThat(health.recommendations()).singleElement().asString().contains("GRANT pg_monitor");
    }

    @Test
    void utilization_is_measured_against_the_usable_slots() {
        Health health = assess(quiet().total(99));

        assertThat(health.counts().utilizationPercentage()).isEqualTo(90.0);
        assertThat(health.counts().slotUtilizationPercentage()).isEqualTo(99.0);
        assertThat(health.status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void the_reason_names_the_figures_and_the_thresholds_that_decided() {
        assertThat(assess(quiet().total(95)).reason())
                .isEqualTo("95 of 100 usable slots taken (95 %), above the critical threshold of 90 %");
        assertThat(assess(quiet().total(85).zombies(23)).reason())
                .isEqualTo("85 of 100 usable slots taken (85 %), above the warning threshold of 80 %;"
                        + " 23 zombie sessions (idle for more than 15 min), above the warning threshold of 20");
        assertThat(assess(quiet().total(50).zombies(12).stuck(1)).reason())
                .isEqualTo("12 zombie sessions (idle for more than 15 min), above the cleanup threshold of 10;"
                        + " 1 transaction stuck: idle and older than 5 min");
        assertThat(assess(quiet().zombies(1)).reason())
                .isEqualTo("10 of 100 usable slots taken (10 %), 1 zombie session, no stuck transaction:"
                        + " all within the thresholds");
    }

    @Test
    void a_critical_target_names_the_application_that_holds_most() {
        Health health = assess(quiet().total(95)
                .top(
                        new ApplicationUsage("web", "app", 20, 3, 0, 0),
                        new ApplicationUsage("batch", null, 60, 55, 0, 0)));

        assertThat(health.recommendations())
                .contains("Application 'batch' holds 60 of 95 sessions, 55 of them idle:"
                        + " look for a connection leak or make its pool smaller");
    }

    @Test
    void an_application_without_a_name_is_still_pointed_at() {
        Health health = assess(quiet().total(50).zombies(12).top(new ApplicationUsage(null, "app", 20, 13, 0, 12)));

        assertThat(health.recommendations())
                .containsExactly("Clean up 12 zombie sessions with a CLEANUP command;"
                        + " An application without application_name (user app) holds 12 of them");
    }

    @Test
    void each_trouble_brings_its_advice_and_none_brings_a_calm_word() {
        assertThat(assess(quiet()).recommendations())
                .containsExactly("Nothing to do: the connection slots are healthy");
        assertThat(assess(quiet().longIdle(5)).recommendations())
                .containsExactly("Nothing to do: the connection slots are healthy");
        assertThat(assess(quiet().longIdle(6).stuck(2).waiting(3)).recommendations())
                .satisfiesExactly(
                        stuck -> assertThat(stuck).contains("idle_in_transaction_session_timeout", "32 min old"),
                        locks -> assertThat(locks).contains("3 sessions waiting on locks", "pg_blocking_pids"),
                        idle -> assertThat(idle).contains("6 sessions idle for more than 5 min"));
    }

    @Test
    void advice_about_slots_and_zombies_begins_with_their_thresholds() {
        String calm = "Nothing to do: the connection slots are healthy";
        assertThat(assess(quiet().total(80)).recommendations()).containsExactly(calm);
        assertThat(assess(quiet().total(81)).recommendations())
                .containsExactly("Watch closely and prepare a cleanup: 19 usable slots left");
        assertThat(assess(quiet().total(90)).recommendations())
                .containsExactly("Watch closely and prepare a cleanup: 10 usable slots left");
        assertThat(assess(quiet().total(91)).recommendations())
                .containsExactly(
                        "Reclaim sessions now: let rule R1 act, or send an EMERGENCY command for target orders-db",
                        "If this load is wanted, put a connection pooler in front or raise max_connections (now 110)");
        assertThat(assess(quiet().zombies(10)).recommendations()).containsExactly(calm);
        assertThat(assess(quiet().zombies(11).top(new ApplicationUsage("web", "app", 9, 9, 0, 0)))
                        .recommendations())
                .containsExactly("Clean up 11 zombie sessions with a CLEANUP command");
    }

    @Test
    void clocks_that_differ_are_reported() {
        Health health = Assessment.assess(quiet().observation(NOW.minusSeconds(42)), Thresholds.standard(), NOW);

        assertThat(health.lastCheck()).isEqualTo(NOW);
        assertThat(health.recommendations())
                .containsExactly("Synchronise the clocks: the server's and the monitor's differ by 42 s");
        assertThat(Assessment.assess(quiet().observation(NOW.plusSeconds(5)), Thresholds.standard(), NOW)
                        .recommendations())
                .containsExactly("Nothing to do: the connection slots are healthy");
    }

    @Test
    void an_unreachable_target_has_no_counts_and_says_why() {
        Health health = Assessment.unreachable("orders-db", "connection refused", NOW);

        assertThat(health)
                .extracting(Health::status, Health::counts, Health::reason, Health::lastCheck, Health::serverVersion)
                .isEqualTo(java.util.Arrays.asList(Status.UNREACHABLE, null, "connection refused", NOW, null));
        assertThat(health.recommendations()).singleElement().asString().contains("orders-db", "pg_hba.conf");
    }

    @Test
    void percentages_are_published_with_two_decimals_and_compared_as_published() {
        Observation third =
                new Observation("t", 1, 1, 0, 0, 0, 0, 0, 0, 0, 3, 3, 99.999, 0.00049, List.of(), "18.1", false, NOW);

        Health health = Assessment.assess(third, Thresholds.standard(), NOW);

        assertThat(health.counts().slotUtilizationPercentage()).isEqualTo(33.33);
        assertThat(health.counts().visibilityPercentage()).isEqualTo(100.0);
        assertThat(health.counts().oldestTransactionSeconds()).isZero();
    }
}
