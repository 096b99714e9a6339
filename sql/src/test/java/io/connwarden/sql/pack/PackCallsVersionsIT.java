package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.Backend;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the pack on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackCallsVersionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackCallsVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @BeforeEach
    void configure() {
        pack.set("wait_seconds", "60");
    }

    @Test
    void of_thirty_idle_sessions_the_ten_idle_longest_are_terminated_and_logged() {
        try (TestSessions sessions = TestSessions.idle(url, 30, "shop-web", "shop")) {
            pack.awaitIdleFor(0.7, 30);
            Map<String, String> answer = pack.query("SELECT * FROM guard.terminate_idle_connections(0.01, 10)")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "10").containsEntry("remaining_zombies", "20");
            // The sessions were opened one after the other, so the first sessions are idle for longest.
            List<Backend> longestIdle = sessions.backends().subList(0, 10);
            assertThat(sessions.alive())
                    .containsExactlyInAnyOrderElementsOf(sessions.backends().subList(10, sessions.size()));
            Map<String, String> row =
                    pack.query("SELECT * FROM guard.connection_logs").get(0);
            assertThat(row)
                    .containsEntry("event_type", "CLEANUP_EXECUTED")
                    .containsEntry("terminated_count", "10")
                    .containsEntry("actor", "postgres");
            JsonNode details = JSON.readTree(row.get("details"));
            assertThat(details).isEqualTo(JSON.readTree(answer.get("details")));
            assertThat(details.get("sessions").values())
                    .extracting(session -> session.get("pid").asInt())
                    .containsExactlyElementsOf(
                            longestIdle.stream().map(Backend::pid).toList());
            assertThat(details.get("sessions").values())
                    .allSatisfy(session ->
                            assertThat(session.get("outcome").asString()).isEqualTo("TERMINATED"));
            assertThat(details.get("spared").size()).isEqualTo(20);
        }
    }

    @Test
    void without_a_session_past_the_threshold_none_is_terminated_and_the_call_is_logged() {
        try (TestSessions sessions = TestSessions.idle(url, 3, "shop-web", "shop")) {
            assertThat(pack.query("SELECT terminated_count, remaining_zombies FROM guard.terminate_idle_connections()"))
                    .containsExactly(Map.of("terminated_count", "0", "remaining_zombies", "0"));
            assertThat(pack.query("SELECT event_type FROM guard.connection_logs"))
                    .containsExactly(Map.of("event_type", "CLEANUP_NO_ZOMBIES"));
            assertThat(sessions.alive()).hasSize(3);
        }
    }

    @Test
    void every_application_keeps_its_most_recent_idle_sessions() {
        try (TestSessions sessions = TestSessions.idle(url, 5, "shop-web", "shop");
                TestSessions other = TestSessions.idle(url, 1, null, "shop")) {
            pack.awaitIdleFor(0.7, 6);
            pack.query("SELECT guard.terminate_idle_connections(0.01, 100)");
            assertThat(sessions.alive())
                    .containsExactlyInAnyOrderElementsOf(sessions.backends().subList(3, 5));
            assertThat(other.alive()).hasSize(1);
        }
    }

    @Test
    void an_emergency_reset_terminates_idle_sessions_and_cancels_long_queries() {
        for (String setting : new String[] {"emergency_idle_minutes", "emergency_active_seconds"}) {
            pack.set(setting, "0.01");
        }
        String asShop = pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop";
        try (TestSessions idle = TestSessions.idle(url, 24, "shop-web", "shop");
                TestSessions running = TestSessions.active(asShop, 12, "shop-report")) {
            pack.awaitIdleFor(0.7, 24);
            List<Map<String, String>> rows =
                    pack.query("SELECT action, affected_count, success FROM guard.emergency_connection_reset()");
            assertThat(rows)
                    .containsExactly(
                            Map.of("action", "TERMINATE_IDLE", "affected_count", "20", "success", "t"),
                            Map.of("action", "CANCEL_LONG_QUERIES", "affected_count", "10", "success", "t"),
                            Map.of("action", "TERMINATE_STUCK", "affected_count", "0", "success", "t"));
            assertThat(idle.alive()).hasSize(4);
            assertThat(running.alive()).hasSize(12);
            assertThat(pack.query("SELECT event_type, terminated_count FROM guard.connection_logs"))
                    .containsExactly(Map.of("event_type", "EMERGENCY_RESET", "terminated_count", "20"));
            assertThat(pack.query(
                            "SELECT FROM pg_stat_activity WHERE application_name = 'shop-report' AND state = 'active'"))
                    .hasSize(2);
        }
    }

    @Test
    void a_protected_session_is_spared_with_the_reason() throws SQLException {
        pack.set("survivors_per_application", "0");
        pack.set("protected_applications", "[\"pay*\", \"it''s 100\\\\% ?\"]");
        pack.set("protected_client_addresses", "[\"10.0.0.0/8\", \"local\"]");
        try (TestSessions shop = TestSessions.idle(url, 1, "shop-web", "shop");
                TestSessions superuser = TestSessions.idle(url, 1, "dba");
                TestSessions backup = TestSessions.idle(url, 1, "pg_dump", "shop");
                TestSessions pattern = TestSessions.idle(url, 1, "PAYMENTS", "shop");
                TestSessions odd = TestSessions.idle(url, 1, "it's 100% x", "shop");
                TestSessions near = TestSessions.idle(url, 1, "it's 1000 x", "shop");
                TestSessions listening = TestSessions.idle(url, 1, "news", "shop");
                TestSessions leader = TestSessions.idle(url, 1, "leader", "shop")) {
            run(listening, "LISTEN news");
            run(leader, "SELECT pg_advisory_lock(7)");
            pack.awaitIdleFor(0.7, 8);
            Map<String, String> answer = pack.query("SELECT * FROM guard.terminate_idle_connections(0.01, 100)")
                    .get(0);
            // The session of the superuser is no zombie.
            assertThat(answer).containsEntry("terminated_count", "2").containsEntry("remaining_zombies", "5");
            assertThat(shop.alive()).isEmpty();
            assertThat(near.alive()).isEmpty();
            for (TestSessions kept : List.of(superuser, backup, pattern, odd, listening, leader)) {
                assertThat(kept.alive()).hasSize(1);
            }
            assertThat(JSON.readTree(answer.get("details")).get("spared").values())
                    .extracting(session -> session.get("reason").asString())
                    .containsExactlyInAnyOrder(
                            "protected: superuser role",
                            "protected: backup or dump",
                            "protected: application matches 'pay*' of protected_applications",
                            "protected: application matches 'it's 100\\% ?' of protected_applications",
                            "protected: listens for notifications",
                            "protected: holds an advisory lock");
        }
    }

    @Test
    void a_session_that_changed_after_the_decision_is_left_alone() {
        try (TestSessions sessions = TestSessions.idle(url, 1, "shop-web", "shop")) {
            String look = "SELECT guard.signal_session('TERMINATE', pid, %s, %s, %s) AS answer "
                    + "FROM pg_stat_activity WHERE application_name = 'shop-web'";
            assertThat(pack.queryValue(look.formatted("backend_start - interval '1 us'", "state", "state_change")))
                    .isEqualTo("ALREADY_GONE");
            assertThat(pack.queryValue(look.formatted("backend_start", "'active'", "state_change")))
                    .isEqualTo("CHANGED");
            assertThat(pack.queryValue(look.formatted("backend_start", "state", "state_change - interval '1 us'")))
                    .isEqualTo("CHANGED");
            assertThat(sessions.alive()).hasSize(1);
            assertThat(pack.queryValue(look.formatted("backend_start", "state", "state_change")))
                    .isEqualTo("SIGNALLED");
            await().atMost(PackOnServer.MAX_WAIT).until(() -> sessions.alive().isEmpty());
        }
    }

    @Test
    void any_numeric_type_is_accepted_and_a_tiny_threshold_does_not_become_zero() {
        try (TestSessions sessions = TestSessions.idle(url, 3, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, 3);
            pack.query("SELECT guard.terminate_idle_connections(525600::real, 10::bigint)");
            pack.query(
                    "SELECT guard.terminate_idle_connections(max_terminations => 1, idle_threshold_minutes => 15.5)");
            String told = pack.queryValue("SELECT details AS answer FROM guard.terminate_idle_connections(1e-300, 1)");
            assertThat(JSON.readTree(told).at("/sessions/0/reason").asString()).endsWith("threshold 0.001 s");
            assertThat(sessions.alive()).hasSize(2);
        }
    }

    @Test
    void a_call_cancelled_while_waiting_returns_and_logs_the_signals_sent() throws InterruptedException {
        // A cancel signal has no effect on an idle session, so the call waits until it is cancelled.
        try (TestSessions sessions = TestSessions.idle(url, 1, "shop-web", "shop")) {
            String list = "(SELECT jsonb_agg(jsonb_build_object('pid', pid, 'backendStart', backend_start, "
                    + "'state', state, 'stateChange', state_change)) FROM pg_stat_activity "
                    + "WHERE application_name = 'shop-web')";
            String told = CancelledCall.rows(url, "SELECT guard.signal_all('CANCEL', " + list + ") AS answer")
                    .get(0)
                    .get("answer");
            assertThat(JSON.readTree(told).at("/sessions/0/outcome").asString()).isEqualTo("UNRESPONSIVE");
            assertThat(JSON.readTree(told).at("/interrupted").asBoolean()).isTrue();
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    private static void run(TestSessions sessions, String sql) throws SQLException {
        try (Statement statement = sessions.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }
}
