package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pack reclaims as the rules of the services do, on versions 13, 15 and 18. Tests of the actuator compare both on
 * the same sessions.
 */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackAgreesOnReclaimingVersionsIT {
    private static final String REPORTS = """
            SELECT %s AS step, session ->> 'application' AS application, session ->> 'outcome' AS outcome,
                   session ->> 'reason' AS reason
            FROM guard.%s AS step, jsonb_array_elements((details -> 'sessions') || (details -> 'spared')) AS session
            WHERE session ->> 'user' = 'shop'""";

    private static final String EMERGENCY = REPORTS.formatted("action", "emergency_connection_reset()");
    private static final String LIMITS = REPORTS.formatted("limit_name", "reclaim_connection_limits()");

    @RegisterExtension
    final PackOnServer pack;

    private final String url;
    private final String shop;

    PackAgreesOnReclaimingVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
        this.shop = pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop";
    }

    @BeforeEach
    void loosenThresholds() {
        for (String minutes : List.of("emergency_idle_minutes", "stuck_transaction_minutes", "stuck_idle_minutes")) {
            pack.set(minutes, "0.001");
        }
        pack.set("emergency_active_seconds", "0.001");
        pack.set("wait_seconds", "60");
        PackQueries.execute(url, "CREATE TABLE parcel (id int); ALTER TABLE parcel OWNER TO shop");
    }

    @AfterEach
    void removeTableAndLimit() {
        PackQueries.execute(url, "DROP TABLE parcel; ALTER ROLE shop CONNECTION LIMIT -1");
    }

    @Test
    void stuck_transactions_are_terminated_blockers_first_and_the_request_behind_them_is_not_cancelled() {
        try (TestSessions open = TestSessions.inTransaction(shop, 1, "open", "SELECT 1");
                UnfinishedExchange dead =
                        UnfinishedExchange.withoutSync(pack.server.port(), "shop", "dead", "SELECT * FROM parcel");
                TestSessions ddl = TestSessions.running(shop, 1, "deploy", "ALTER TABLE parcel ADD weight int");
                TestSessions reader = TestSessions.running(shop, 1, "reader", "SELECT * FROM parcel")) {
            awaitStuck(open.size() + 1);
            List<Map<String, String>> reports = pack.query(EMERGENCY);
            assertThat(outcomes(reports))
                    .containsExactlyInAnyOrder(
                            "TERMINATE_STUCK dead TERMINATED",
                            "TERMINATE_STUCK open TERMINATED",
                            "CANCEL_LONG_QUERIES deploy null",
                            "CANCEL_LONG_QUERIES reader null");
            assertThat(outcomes(reports))
                    .containsSubsequence("TERMINATE_STUCK dead TERMINATED", "TERMINATE_STUCK open TERMINATED");
            assertThat(reports)
                    .extracting(report -> report.get("reason"))
                    .contains("waits for a lock behind pid " + dead.pid()
                            + ", a stuck transaction that is terminated first");
            await().atMost(PackOnServer.MAX_WAIT)
                    .until(() -> !pack.query("SELECT FROM pg_attribute WHERE attname = 'weight'"
                                    + " AND attrelid = 'parcel'::regclass")
                            .isEmpty());
            assertThat(ddl.alive()).hasSize(1);
            assertThat(reader.alive()).hasSize(1);
        }
    }

    @Test
    void a_transaction_between_two_messages_of_its_client_is_spared_whatever_its_age() {
        pack.set("stuck_idle_minutes", "1");
        String call = "SELECT terminated_count FROM guard.terminate_stuck_transactions(0.001, 1)";
        try (TestSessions open = TestSessions.inTransaction(shop, 2, "open", "SELECT 1")) {
            awaitStuck(open.size());
            assertThat(pack.query(call)).containsExactly(Map.of("terminated_count", "0"));
            pack.set("stuck_idle_minutes", "0.001");
            assertThat(pack.query(call)).containsExactly(Map.of("terminated_count", "1"));
            assertThat(open.alive()).containsExactly(open.backends().get(1));
        }
        assertThat(pack.query("SELECT event_type FROM guard.connection_logs ORDER BY id"))
                .extracting(row -> row.get("event_type"))
                .containsExactly("DECISION_NO_ACTION", "SESSIONS_TERMINATED");
    }

    @Test
    void a_query_that_goes_on_after_a_cancel_is_named_and_terminated_by_the_next_call() {
        pack.set("reclaim_maintenance", "1");
        pack.set("wait_seconds", "0.2");
        try (UnfinishedExchange copy =
                UnfinishedExchange.copyIn(pack.server.port(), "shop", "copy", "COPY parcel FROM STDIN")) {
            assertThat(outcomes(pack.query(EMERGENCY))).containsExactly("CANCEL_LONG_QUERIES copy UNRESPONSIVE");
            assertThat(advice()).contains("no signal has ended the sessions with pid " + copy.pid());
            pack.set("wait_seconds", "60");
            List<Map<String, String>> reports = pack.query(EMERGENCY);
            assertThat(outcomes(reports)).containsExactly("TERMINATE_STUCK copy TERMINATED");
            assertThat(reports.get(0).get("reason")).contains(", a cancel had no effect, threshold");
        }
        assertThat(advice()).doesNotContain("no signal has ended");
    }

    @Test
    void a_full_limit_of_a_role_costs_only_its_own_sessions_and_no_more_than_it_needs() {
        PackQueries.execute(url, "CREATE ROLE crew LOGIN; ALTER ROLE shop CONNECTION LIMIT 10");
        try (TestSessions others = TestSessions.idle(url, 5, "crew-web", "crew");
                TestSessions sessions = TestSessions.idle(url, 10, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, others.size() + sessions.size());
            assertThat(outcomes(pack.query(LIMITS)))
                    .hasSize(10)
                    .startsWith("shop shop-web TERMINATED", "shop shop-web TERMINATED", "shop shop-web TERMINATED")
                    .filteredOn(report -> report.endsWith("TERMINATED"))
                    .as("75 %% of 10 are 7")
                    .hasSize(3);
            assertThat(pack.query(LIMITS)).as("70 % of the limit are used").isEmpty();
            assertThat(sessions.alive())
                    .containsExactlyInAnyOrderElementsOf(sessions.backends().subList(3, 10));
            assertThat(others.alive()).hasSize(5);
        } finally {
            PackQueries.execute(url, "DROP ROLE crew");
        }
    }

    @Test
    void the_most_recently_used_sessions_do_not_make_a_full_limit_untouchable() {
        pack.set("survivors_per_application", "10");
        pack.set("next_step_idle_minutes", "0.001");
        PackQueries.execute(url, "ALTER ROLE shop CONNECTION LIMIT 4");
        try (TestSessions sessions = TestSessions.idle(url, 4, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, sessions.size());
            assertThat(pack.query(LIMITS).get(0))
                    .containsEntry("outcome", "TERMINATED")
                    .hasEntrySatisfying(
                            "reason",
                            reason -> assertThat(reason).contains("relaxed, because every candidate was spared"));
            assertThat(sessions.alive()).hasSize(3);
        }
    }

    @Test
    void a_limit_below_the_critical_threshold_is_relieved_gently() {
        PackQueries.execute(url, "ALTER ROLE shop CONNECTION LIMIT 14");
        pack.set("survivors_per_application", "0");
        try (TestSessions sessions = TestSessions.idle(url, 12, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, sessions.size());
            assertThat(pack.query(LIMITS))
                    .as("no session is idle for 15 minutes")
                    .isEmpty();
            pack.set("limit_idle_minutes", "0.001");
            assertThat(outcomes(pack.query(LIMITS)))
                    .as("80 %% of 14 are 11")
                    .filteredOn(report -> report.endsWith("TERMINATED"))
                    .hasSize(1);
            assertThat(sessions.alive()).hasSize(11);
        }
    }

    @Test
    void a_pool_that_refills_is_spared_and_named_unless_its_limit_is_full() {
        pack.set("survivors_per_application", "0");
        try (TestSessions first = TestSessions.idle(url, 4, "fixed", "shop");
                TestSessions leak = TestSessions.idle(url, 4, "leak", "shop")) {
            pack.awaitIdleFor(0.1, first.size() + leak.size());
            assertThat(outcomes(pack.query(EMERGENCY))).hasSize(8).allMatch(report -> report.endsWith(" TERMINATED"));
        }
        try (TestSessions refilled = TestSessions.idle(url, 4, "fixed", "shop");
                TestSessions leak = TestSessions.idle(url, 6, "leak", "shop")) {
            pack.awaitIdleFor(0.1, refilled.size() + leak.size());
            List<Map<String, String>> reports = pack.query(EMERGENCY);
            assertThat(outcomes(reports))
                    .containsOnly("TERMINATE_IDLE leak TERMINATED", "TERMINATE_IDLE fixed null")
                    .hasSize(10);
            assertThat(reports.get(9).get("reason"))
                    .startsWith("application 'fixed' came back to 4 sessions after 4 of 4 were terminated at ")
                    .endsWith(", its pool is too large");
            assertThat(advice()).contains("application 'fixed' came back to 4 sessions", "its pool is too large");
            assertThat(refilled.alive()).hasSize(4);
            PackQueries.execute(url, "ALTER ROLE shop CONNECTION LIMIT 4");
            assertThat(outcomes(pack.query(LIMITS))).startsWith("shop fixed TERMINATED");
            assertThat(refilled.alive()).hasSize(3);
        }
    }

    @Test
    void a_pool_that_refills_under_other_nearly_unique_names_is_spared_and_named() {
        pack.set("survivors_per_application", "0");
        try (UniqueSessions first = UniqueSessions.open(url, 41_000);
                TestSessions leak = TestSessions.idle(url, 4, "leak", "shop")) {
            pack.awaitIdleFor(0.1, UniqueSessions.COUNT + leak.size());
            assertThat(outcomes(pack.query(EMERGENCY)))
                    .hasSize(UniqueSessions.COUNT + leak.size())
                    .allMatch(report -> report.endsWith(" TERMINATED"));
            assertThat(first.alive()).isZero();
        }
        try (UniqueSessions refilled = UniqueSessions.open(url, 42_000);
                TestSessions leak = TestSessions.idle(url, 6, "leak", "shop")) {
            pack.awaitIdleFor(0.1, UniqueSessions.COUNT + leak.size());
            assertThat(outcomes(pack.query(EMERGENCY)))
                    .filteredOn(report -> report.endsWith(" TERMINATED"))
                    .containsOnly("TERMINATE_IDLE leak TERMINATED")
                    .hasSize(6);
            assertThat(refilled.alive()).isEqualTo(UniqueSessions.COUNT);
            assertThat(advice())
                    .contains("user 'shop' in database 'postgres' (nearly unique application names) came back to 14"
                            + " sessions");
        }
    }

    /** Sessions of which each has a name of its own, with the port of its client in it. */
    private record UniqueSessions(List<TestSessions> sessions) implements AutoCloseable {
        static final int COUNT = 14;

        static UniqueSessions open(String url, int firstPort) {
            return new UniqueSessions(IntStream.range(firstPort, firstPort + COUNT)
                    .mapToObj(port -> TestSessions.idle(url, 1, "till - 10.0.0.7:" + port, "shop"))
                    .toList());
        }

        int alive() {
            return sessions.stream().mapToInt(each -> each.alive().size()).sum();
        }

        @Override
        public void close() {
            sessions.forEach(TestSessions::close);
        }
    }

    private void awaitStuck(int count) {
        await().atMost(PackOnServer.MAX_WAIT)
                .until(() ->
                        pack.query("SELECT FROM guard.connection_details WHERE connection_status = 'stuck_transaction'"
                                                + " AND clock_timestamp() - state_change > interval '0.1 s'")
                                        .size()
                                == count);
    }

    private String advice() {
        return pack.queryValue("SELECT guard.connection_pool_health_check() ->> 'recommendations' AS answer");
    }

    private static List<String> outcomes(List<Map<String, String>> reports) {
        return reports.stream()
                .map(report -> report.get("step") + " " + report.get("application") + " " + report.get("outcome"))
                .toList();
    }
}
