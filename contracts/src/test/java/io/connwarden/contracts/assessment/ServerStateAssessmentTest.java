package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static io.connwarden.contracts.assessment.ObservationBuilder.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.testing.SeededTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The part of the assessment that depends on connection limits, prepared transactions and the users of sessions. */
class ServerStateAssessmentTest {
    private static final PreparedTransaction ORPHAN = new PreparedTransaction("it's", "orders", "shop", 7_200.5);
    private static final PreparedTransaction YOUNG = new PreparedTransaction("tx-2", "orders", "shop", 3);

    private static Health assess(ObservationBuilder seen) {
        return Assessment.assess(seen.build(), Thresholds.defaults(), NOW);
    }

    private static ConnectionLimit role(int sessions, int limit) {
        return ConnectionLimit.of(Scope.ROLE, "shop", sessions, limit);
    }

    @Test
    void a_connection_limit_has_the_thresholds_of_the_slots() {
        assertThat(assess(quiet().limits(role(16, 20))).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(assess(quiet().limits(role(17, 20))).status()).isEqualTo(HealthStatus.WARNING);
        assertThat(assess(quiet().limits(role(18, 20))).status()).isEqualTo(HealthStatus.WARNING);
        assertThat(assess(quiet().limits(role(19, 20))).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(assess(quiet().limits(role(20, 20)).visibility(94)).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void a_full_connection_limit_is_named_in_reason_and_advice() {
        Health health = assess(quiet().limits(role(20, 20), ConnectionLimit.of(Scope.DATABASE, "the \"db\"", 17, 20)));

        assertThat(health.reason())
                .isEqualTo("role 'shop' has 20 of 20 sessions of its CONNECTION LIMIT (100 %), above the critical"
                        + " threshold of 90 %");
        assertThat(health.recommendations())
                .satisfiesExactly(
                        role -> assertThat(role)
                                .contains(
                                        "pools of the applications of role 'shop'",
                                        "ALTER ROLE \"shop\" CONNECTION LIMIT",
                                        "20 of 20"),
                        database -> assertThat(database)
                                .contains("ALTER DATABASE \"the \"\"db\"\"\" CONNECTION LIMIT", "17 of 20"));
        assertThat(health.connectionLimits()).hasSize(2);
    }

    @Test
    void the_status_of_the_server_is_that_of_its_sessions_alone() {
        Health full = assess(quiet().limits(role(20, 20)));
        assertThat(full.serverStatus()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(full.statusOfServer()).isEqualTo(HealthStatus.HEALTHY);
        Health both = assess(quiet().total(95).limits(role(20, 20)));
        assertThat(both.serverStatus()).as("not repeated if equal").isNull();
        assertThat(both.statusOfServer()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(both.reason()).contains("95 of 100 usable slots", "; role 'shop' has 20 of 20");
    }

    @Test
    void a_small_server_that_is_full_because_of_connwarden_is_critical_and_no_application_is_blamed() {
        ApplicationUsage shop = new ApplicationUsage("shop", "shop", 5, 5, 0, 0);
        Health health = assess(small(7).ownSessions(2).topApplications(shop));

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.reason())
                .isEqualTo(
                        "7 of 7 usable slots taken (100 %), above the critical threshold of 90 %; 2 of these sessions"
                                + " are of Connwarden itself, without which 71.4 % would be taken");
        assertThat(health.recommendations())
                .containsExactly("Raise max_connections (now 10): Connwarden keeps 2 sessions open, 28.5 % of the"
                        + " usable slots of this small server, and without them the threshold is not exceeded");
    }

    @Test
    void a_small_server_that_is_full_without_connwarden_as_well_is_told_about_its_applications() {
        ApplicationUsage shop = new ApplicationUsage("shop", "shop", 7, 7, 0, 0);
        Health health = assess(small(8).ownSessions(1).topApplications(shop));

        assertThat(health.reason()).doesNotContain("Connwarden");
        assertThat(health.recommendations())
                .anyMatch(advice -> advice.startsWith("Reclaim sessions now"))
                .anyMatch(advice -> advice.contains("'shop' (user shop) holds 7 of 8 sessions"));
    }

    @Test
    void between_the_thresholds_without_connwarden_the_text_names_both() {
        Health health = assess(small(7).ownSessions(1).topApplications(new ApplicationUsage("shop", null, 6, 6, 0, 0)));

        assertThat(health.reason()).contains("above the critical threshold", "1 of these sessions is of Connwarden");
        assertThat(health.recommendations()).anyMatch(advice -> advice.contains("'shop' holds 6 of 7"));
        assertThat(assess(quiet().total(95).ownSessions(2)).reason()).doesNotContain("Connwarden");
    }

    private static ObservationBuilder small(int total) {
        return quiet().total(total).with(counts -> counts.maxConnections(10).usableConnections(7));
    }

    @Test
    void an_orphaned_prepared_transaction_needs_a_cleanup_by_hand_and_is_named() {
        Health health =
                assess(quiet().waitingOnLock(19).prepared(new PreparedTransactions(2, 1, 19, List.of(ORPHAN, YOUNG))));

        assertThat(health.status()).isEqualTo(HealthStatus.CLEANUP_NEEDED);
        assertThat(health.reason())
                .isEqualTo("1 prepared transaction older than 5 min, the oldest is 'it''s' in database \"orders\","
                        + " prepared 2 h ago by \"shop\"; 19 sessions wait for the locks of prepared transactions");
        assertThat(health.recommendations())
                .singleElement()
                .asString()
                .contains("connect to database \"orders\"", "ROLLBACK PREPARED 'it''s'", "2 h ago")
                .doesNotContain("pg_blocking_pids", "tx-2");
        assertThat(health.statusOfServer()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void a_young_prepared_transaction_is_named_only_while_sessions_wait_for_it() {
        PreparedTransactions idle = new PreparedTransactions(1, 0, 0, List.of(YOUNG));
        assertThat(assess(quiet().prepared(idle)).recommendations())
                .containsExactly("No action needed: the connection slots are healthy");

        Health blocking = assess(quiet().waitingOnLock(5).prepared(new PreparedTransactions(1, 0, 2, List.of(YOUNG))));
        assertThat(blocking.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(blocking.recommendations())
                .satisfiesExactly(
                        prepared -> assertThat(prepared)
                                .contains("2 sessions wait", "'tx-2'", "3 s ago")
                                .doesNotContain("ROLLBACK"),
                        others -> assertThat(others).contains("blockers of 3 sessions"));
    }

    @Test
    void advice_never_names_connwarden_as_the_leaking_application() {
        Health health = assess(quiet().total(95)
                .topApplications(
                        new ApplicationUsage("connwarden-monitor", "cw", 40, 40, 0, 0),
                        new ApplicationUsage("connwarden", "cw", 39, 39, 0, 0),
                        new ApplicationUsage("connwarden drill", "cw", 38, 38, 0, 0),
                        new ApplicationUsage("connwardens-friend", "app", 2, 1, 0, 0)));

        assertThat(health.recommendations())
                .anySatisfy(advice -> assertThat(advice).startsWith("Application 'connwardens-friend'"))
                .noneSatisfy(advice -> assertThat(advice).contains("'connwarden-monitor'"));
    }

    @Test
    void zombies_of_superusers_are_reported_apart_and_need_no_cleanup() {
        assertThat(assess(quiet().superuserZombies(10)).recommendations())
                .containsExactly("No action needed: the connection slots are healthy");
        Health health = assess(quiet().superuserZombies(11));
        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.recommendations())
                .singleElement()
                .asString()
                .contains("11 sessions idle for more than 15 min", "no rule ends a session of a superuser");
    }

    @SeededTest(count = 5)
    void the_status_is_the_worse_of_the_sessions_the_limits_and_the_prepared_transactions(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            int total = 1 + random.nextInt(99);
            int limit = 2 + random.nextInt(40);
            int used = random.nextInt(limit + 2);
            int overdue = random.nextInt(3);
            Health health = assess(quiet().total(total)
                    .limits(role(used, limit))
                    .prepared(new PreparedTransactions(overdue, overdue, 0, List.of())));

            boolean critical = total > 90 || used * 10 > limit * 9;
            boolean warning = total > 80 || used * 10 > limit * 8;
            HealthStatus quiet = overdue > 0 ? HealthStatus.CLEANUP_NEEDED : HealthStatus.HEALTHY;
            HealthStatus expected = critical ? HealthStatus.CRITICAL : warning ? HealthStatus.WARNING : quiet;
            assertThat(health.status())
                    .as("total %d, %d of %d, overdue %d", total, used, limit, overdue)
                    .isEqualTo(expected);
            assertThat(health.statusOfServer())
                    .isEqualTo(
                            total > 90
                                    ? HealthStatus.CRITICAL
                                    : total > 80 ? HealthStatus.WARNING : HealthStatus.HEALTHY);
        }
    }
}
