package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.fixture.Backend;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.Answers.Refused;
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
    }

    @AfterEach
    void uninstall() {
        pack.close();
    }

    @Test
    void of_thirty_idle_sessions_exactly_ten_end_the_longest_idle_first_and_the_log_tells_which() {
        try (SessionCrowd crowd = SessionCrowd.idle(url, 30, "shop-web", "shop")) {
            awaitIdleFor(3.1, 30);
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
            awaitIdleFor(0.7, 6);
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
            awaitIdleFor(0.7, 24);
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
            awaitIdleFor(0.7, 8);
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
            assertThat(answer(look.formatted("backend_start - interval '1 us'", "state", "state_change")))
                    .isEqualTo("ALREADY_GONE");
            assertThat(answer(look.formatted("backend_start", "'active'", "state_change")))
                    .isEqualTo("CHANGED");
            assertThat(answer(look.formatted("backend_start", "state", "state_change - interval '1 us'")))
                    .isEqualTo("CHANGED");
            assertThat(crowd.alive()).hasSize(1);
            assertThat(answer(look.formatted("backend_start", "state", "state_change")))
                    .isEqualTo("SIGNALLED");
            await().atMost(PackOnServer.PATIENCE).until(() -> crowd.alive().isEmpty());
        }
    }

    @Test
    void a_refusal_in_the_middle_of_the_list_stops_nobody_else() {
        Answers.run(url, """
                DO $$ BEGIN CREATE ROLE warden_owner LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT pg_monitor, pg_signal_backend TO warden_owner;
                GRANT CREATE ON DATABASE postgres TO warden_owner""");
        pack.close();
        pack.pack("warden_owner").install(PackOnServer.SCHEMA, false);
        try (SessionCrowd first = SessionCrowd.idle(url, 2, "a", "shop");
                SessionCrowd superuser = SessionCrowd.idle(url, 1, "b");
                SessionCrowd last = SessionCrowd.idle(url, 2, "c", "shop")) {
            String list =
                    "SELECT jsonb_agg(jsonb_build_object('pid', pid, 'backendStart', backend_start, 'state', state, "
                            + "'stateChange', state_change) ORDER BY backend_start) FROM pg_stat_activity "
                            + "WHERE application_name IN ('a', 'b', 'c')";
            String asOwner = pack.server.jdbcUrlWithoutUser("postgres") + "?user=warden_owner";
            JsonNode told = JSON.readTree(
                    Answers.rows(asOwner, "SELECT guard.signal_all('TERMINATE', (" + list + ")) AS answer")
                            .get(0)
                            .get("answer"));
            assertThat(told.values())
                    .extracting(session -> session.get("outcome").asString())
                    .containsExactly("TERMINATED", "TERMINATED", "DENIED", "TERMINATED", "TERMINATED");
            assertThat(first.alive()).isEmpty();
            assertThat(last.alive()).isEmpty();
            assertThat(superuser.alive()).hasSize(1);
        } finally {
            pack.pack("warden_owner").uninstall(PackOnServer.SCHEMA, false);
            Answers.run(url, "DROP OWNED BY warden_owner; DROP ROLE warden_owner");
        }
    }

    @Test
    void an_owner_who_cannot_see_touches_nobody() {
        Answers.run(url, """
                DO $$ BEGIN CREATE ROLE warden_owner LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT pg_signal_backend TO warden_owner;
                GRANT CREATE ON DATABASE postgres TO warden_owner""");
        pack.close();
        pack.pack("warden_owner").install(PackOnServer.SCHEMA, false);
        try (SessionCrowd crowd = SessionCrowd.idle(url, 3, "shop-web", "shop")) {
            Map<String, String> answer = pack.ask("SELECT * FROM guard.terminate_idle_connections(0.001, 10)")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "0");
            assertThat(answer.get("details")).contains("GRANT pg_monitor TO the owner of the pack");
            assertThat(pack.ask("SELECT status FROM guard.monitor_connections()"))
                    .containsExactly(Map.of("status", "UNKNOWN"));
            assertThat(crowd.alive()).hasSize(3);
        } finally {
            pack.pack("warden_owner").uninstall(PackOnServer.SCHEMA, false);
            Answers.run(url, "DROP OWNED BY warden_owner; DROP ROLE warden_owner");
        }
    }

    @Test
    void the_monitor_looks_the_operator_reclaims_and_nobody_else_may() {
        Answers.run(url, """
                DO $$ BEGIN CREATE ROLE looker LOGIN; CREATE ROLE reclaimer LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT connwarden_monitor TO looker; GRANT connwarden_operator TO reclaimer""");
        String base = pack.server.jdbcUrlWithoutUser("postgres") + "?user=";
        try (SessionCrowd crowd = SessionCrowd.idle(url, 1, "shop-web", "shop")) {
            for (String role : List.of("looker", "reclaimer")) {
                assertThat(Answers.rows(base + role, "SELECT status FROM guard.monitor_connections()"))
                        .containsExactly(Map.of("status", "HEALTHY"));
                assertThat(Answers.rows(base + role, "SELECT FROM guard.connection_details WHERE usename = 'shop'"))
                        .hasSize(crowd.size());
                assertThat(Answers.rows(base + role, "SELECT guard.connection_pool_health_check()"))
                        .hasSize(1);
            }
            assertThat(Answers.rows(base + "reclaimer", "SELECT guard.terminate_idle_connections()"))
                    .hasSize(1);
            for (String call : List.of("terminate_idle_connections()", "emergency_connection_reset()")) {
                assertThatThrownBy(() -> Answers.rows(base + "looker", "SELECT guard." + call))
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining("permission denied for function");
            }
            for (String role : List.of("looker", "reclaimer")) {
                assertThatThrownBy(() ->
                                Answers.rows(base + role, "SELECT guard.signal_all('TERMINATE', '[{\"pid\": 1}]')"))
                        .hasMessageContaining("permission denied for function");
                assertThatThrownBy(() -> Answers.run(base + role, "UPDATE guard.settings SET value = '1'"))
                        .hasMessageContaining("permission denied for table settings");
            }
            assertThatThrownBy(() -> Answers.rows(base + "shop", "SELECT guard.monitor_connections()"))
                    .hasMessageContaining("permission denied for schema guard");
            assertThat(pack.ask("SELECT DISTINCT actor FROM guard.connection_logs ORDER BY actor"))
                    .containsExactly(Map.of("actor", "looker"), Map.of("actor", "reclaimer"));
        } finally {
            Answers.run(url, "DROP ROLE looker, reclaimer");
        }
    }

    @Test
    void the_health_check_has_the_shape_that_its_readers_know() {
        pack.ask("SELECT guard.monitor_connections()");
        JsonNode health = JSON.readTree(pack.ask("SELECT guard.connection_pool_health_check() AS answer")
                .get(0)
                .get("answer"));
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
    void the_hourly_report_removes_what_is_too_old() {
        Answers.run(
                url,
                "INSERT INTO guard.connection_logs (event_type, created_at) VALUES ('MONITOR_CHECK', '2001-01-01')");
        assertThat(pack.ask("SELECT guard.log_hourly_report() AS removed")).containsExactly(Map.of("removed", "1"));
        assertThat(pack.ask("SELECT event_type, details ? 'metrics' AS told FROM guard.connection_logs"))
                .containsExactly(Map.of("event_type", "HOURLY_REPORT", "told", "t"));
    }

    @Test
    void the_views_have_the_columns_that_their_readers_know() {
        assertThat(pack.ask("SELECT * FROM guard.connection_health").get(0).keySet())
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
        assertThat(pack.ask("SELECT * FROM guard.connection_details").get(0).keySet())
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

    private String answer(String sql) {
        return pack.ask(sql).get(0).get("answer");
    }

    private static void run(SessionCrowd crowd, String sql) throws SQLException {
        try (Statement statement = crowd.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }

    /** By the server's clock, so that the ages are what the test means them to be. */
    private void awaitIdleFor(double seconds, int sessions) {
        await().atMost(PackOnServer.PATIENCE)
                .until(() -> pack.ask("SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' "
                                        + "AND state = 'idle' AND clock_timestamp() - state_change > interval '"
                                        + seconds + " s'")
                                .size()
                        >= sessions);
    }
}
