package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.fixture.Backend;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.sql.VersionedServers;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that the guide's readers know, on every version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class PackCallsVersionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    private final PostgresVersion version;
    private PackOnServer pack;
    private String url;

    PackCallsVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void install() {
        pack = PackOnServer.installed(VersionedServers.of(version));
        url = pack.url;
        pack.set("wait_seconds", "60");
    }

    @AfterEach
    void uninstall() {
        pack.close();
    }

    @Test
    void of_thirty_idle_sessions_exactly_ten_end_the_longest_idle_first_and_the_log_tells_which() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 30, "shop-web", "shop")) {
            pack.awaitIdleFor(3.1, 30);
            Map<String, String> answer = pack.ask("SELECT * FROM guard.terminate_idle_connections(0.05, 10)")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "10").containsEntry("remaining_zombies", "20");
            // The crowd came one after the other, so the first to come are the longest idle.
            List<Backend> longestIdle = crowd.backends().subList(0, 10);
            assertThat(crowd.alive())
                    .containsExactlyInAnyOrderElementsOf(crowd.backends().subList(10, crowd.size()));
            Map<String, String> row =
                    pack.ask("SELECT * FROM guard.connection_logs").get(0);
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
    void when_nobody_is_idle_long_enough_nobody_ends_and_the_log_says_so() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 3, "shop-web", "shop")) {
            assertThat(pack.ask("SELECT terminated_count, remaining_zombies FROM guard.terminate_idle_connections()"))
                    .containsExactly(Map.of("terminated_count", "0", "remaining_zombies", "0"));
            assertThat(pack.ask("SELECT event_type FROM guard.connection_logs"))
                    .containsExactly(Map.of("event_type", "CLEANUP_NO_ZOMBIES"));
            assertThat(crowd.alive()).hasSize(3);
        }
    }

    @Test
    void every_application_keeps_its_freshest_idle_sessions() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 5, "shop-web", "shop");
                SessionCrowd other = SessionCrowd.idle(url, 1, null, "shop")) {
            pack.awaitIdleFor(0.7, 6);
            pack.ask("SELECT guard.terminate_idle_connections(0.01, 100)");
            assertThat(crowd.alive())
                    .containsExactlyInAnyOrderElementsOf(crowd.backends().subList(3, 5));
            assertThat(other.alive()).hasSize(1);
        }
    }

    @Test
    void an_emergency_ends_the_idle_and_cancels_the_long_running() {
        for (String setting : new String[] {"emergency_idle_minutes", "emergency_running_seconds"}) {
            pack.set(setting, "0.01");
        }
        String asShop = pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop";
        try (SessionCrowd idle = SessionCrowd.idle(url, 24, "shop-web", "shop");
                SessionCrowd running = SessionCrowd.active(asShop, 12, "shop-report")) {
            pack.awaitIdleFor(0.7, 24);
            List<Map<String, String>> rows =
                    pack.ask("SELECT action, affected_count, success FROM guard.emergency_connection_reset()");
            assertThat(rows)
                    .containsExactly(
                            Map.of("action", "TERMINATE_IDLE", "affected_count", "20", "success", "t"),
                            Map.of("action", "CANCEL_LONG_QUERIES", "affected_count", "10", "success", "t"));
            assertThat(idle.alive()).hasSize(4);
            assertThat(running.alive()).hasSize(12);
            assertThat(pack.ask("SELECT event_type, terminated_count FROM guard.connection_logs"))
                    .containsExactly(Map.of("event_type", "EMERGENCY_RESET", "terminated_count", "20"));
            assertThat(pack.ask(
                            "SELECT FROM pg_stat_activity WHERE application_name = 'shop-report' AND state = 'active'"))
                    .hasSize(2);
        }
    }

    @Test
    void whoever_is_protected_stays_and_why_is_told() throws SQLException {
        pack.set("survivors_per_application", "0");
        pack.set("protected_applications", "[\"pay*\", \"it''s 100\\\\% ?\"]");
        pack.set("protected_client_addresses", "[\"10.0.0.0/8\", \"local\"]");
        try (SessionCrowd shop = SessionCrowd.idle(url, 1, "shop-web", "shop");
                SessionCrowd superuser = SessionCrowd.idle(url, 1, "dba");
                SessionCrowd backup = SessionCrowd.idle(url, 1, "pg_dump", "shop");
                SessionCrowd pattern = SessionCrowd.idle(url, 1, "PAYMENTS", "shop");
                SessionCrowd odd = SessionCrowd.idle(url, 1, "it's 100% x", "shop");
                SessionCrowd near = SessionCrowd.idle(url, 1, "it's 1000 x", "shop");
                SessionCrowd listening = SessionCrowd.idle(url, 1, "news", "shop");
                SessionCrowd leader = SessionCrowd.idle(url, 1, "leader", "shop")) {
            run(listening, "LISTEN news");
            run(leader, "SELECT pg_advisory_lock(7)");
            pack.awaitIdleFor(0.7, 8);
            Map<String, String> answer = pack.ask("SELECT * FROM guard.terminate_idle_connections(0.01, 100)")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "2").containsEntry("remaining_zombies", "6");
            assertThat(shop.alive()).isEmpty();
            assertThat(near.alive()).isEmpty();
            for (SessionCrowd kept : List.of(superuser, backup, pattern, odd, listening, leader)) {
                assertThat(kept.alive()).hasSize(1);
            }
            assertThat(JSON.readTree(answer.get("details")).get("spared").values())
                    .extracting(session -> session.get("reason").asString())
                    .containsExactlyInAnyOrder(
                            "protected: its role is a superuser",
                            "protected: it looks like a backup",
                            "protected: application matches 'pay*' of protected_applications",
                            "protected: application matches 'it's 100\\% ?' of protected_applications",
                            "protected: it listens for notifications",
                            "protected: it holds an advisory lock");
        }
    }

    @Test
    void a_session_that_is_no_longer_what_was_decided_on_is_left_alone() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 1, "shop-web", "shop")) {
            String look = "SELECT guard.signal_session('TERMINATE', pid, %s, %s, %s) AS answer "
                    + "FROM pg_stat_activity WHERE application_name = 'shop-web'";
            assertThat(pack.answer(look.formatted("backend_start - interval '1 us'", "state", "state_change")))
                    .isEqualTo("ALREADY_GONE");
            assertThat(pack.answer(look.formatted("backend_start", "'active'", "state_change")))
                    .isEqualTo("CHANGED");
            assertThat(pack.answer(look.formatted("backend_start", "state", "state_change - interval '1 us'")))
                    .isEqualTo("CHANGED");
            assertThat(crowd.alive()).hasSize(1);
            assertThat(pack.answer(look.formatted("backend_start", "state", "state_change")))
                    .isEqualTo("SIGNALLED");
            await().atMost(PackOnServer.PATIENCE).until(() -> crowd.alive().isEmpty());
        }
    }

    @Test
    void every_number_is_understood_and_a_tiny_fraction_does_not_mean_everybody() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 3, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, 3);
            pack.ask("SELECT guard.terminate_idle_connections(525600::real, 10::bigint)");
            pack.ask("SELECT guard.terminate_idle_connections(max_terminations => 1, idle_threshold_minutes => 15.5)");
            String told = pack.answer("SELECT details AS answer FROM guard.terminate_idle_connections(1e-300, 1)");
            assertThat(JSON.readTree(told).at("/sessions/0/reason").asString()).endsWith("threshold 0.001 s");
            assertThat(crowd.alive()).hasSize(2);
        }
    }

    @Test
    void who_is_cut_off_while_waiting_is_told_and_logged_what_was_signalled() {
        // Cancelling what runs nothing is signalled without effect: a session that does not answer.
        try (SessionCrowd crowd = SessionCrowd.idle(url, 1, "shop-web", "shop")) {
            String list = "(SELECT jsonb_agg(jsonb_build_object('pid', pid, 'backendStart', backend_start, "
                    + "'state', state, 'stateChange', state_change)) FROM pg_stat_activity "
                    + "WHERE application_name = 'shop-web')";
            String told = Answers.rows(
                            url + "&options=-c%20statement_timeout=2500",
                            "SELECT guard.signal_all('CANCEL', " + list + ") AS answer")
                    .get(0)
                    .get("answer");
            assertThat(JSON.readTree(told).at("/sessions/0/outcome").asString()).isEqualTo("UNRESPONSIVE");
            assertThat(JSON.readTree(told).at("/interrupted").asBoolean()).isTrue();
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    private static void run(SessionCrowd crowd, String sql) throws SQLException {
        try (Statement statement = crowd.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }
}
