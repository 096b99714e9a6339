package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cancelled calls on versions 13, 15 and 18: a call ends, and returns and logs the signals it has sent. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackInterruptedVersionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String SIGNAL_SESSION = """
            CREATE OR REPLACE FUNCTION guard.signal_session(
                kind text, victim_pid integer, victim_start timestamptz, victim_state text, victim_change timestamptz)
            RETURNS text LANGUAGE plpgsql AS $$ BEGIN %s RETURN 'SIGNALLED'; END $$""";

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackInterruptedVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @BeforeEach
    void install() {
        pack.set("survivors_per_application", "0");
        pack.set("wait_seconds", "60");
        pack.set("emergency_idle_minutes", "0.001");
        pack.set("emergency_active_seconds", "0.001");
    }

    @Test
    void an_emergency_reset_cancelled_while_waiting_cancels_no_queries() throws InterruptedException {
        // The replaced function sends no signal, so the call waits until it is cancelled.
        PackQueries.execute(url, SIGNAL_SESSION.formatted(""));
        String asShop = pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop";
        try (TestSessions idle = TestSessions.idle(url, 1, "shop-web", "shop");
                TestSessions running = TestSessions.active(asShop, 1, "shop-report")) {
            pack.awaitIdleFor(0.1, idle.size());
            List<Map<String, String>> steps =
                    CancelledCall.rows(url, "SELECT * FROM guard.emergency_connection_reset()");
            assertThat(steps).extracting(step -> step.get("success")).containsExactly("f", "f", "t");
            JsonNode cancels = JSON.readTree(steps.get(1).get("details"));
            assertThat(cancels.get("sessions").size()).isZero();
            assertThat(cancels.get("notAttempted").asString()).isEqualTo("the call was interrupted");
            assertThat(running.alive()).hasSize(1);
            JsonNode logged = JSON.readTree(pack.queryValue("SELECT details AS answer FROM guard.connection_logs"));
            assertThat(logged.at("/terminateIdle/interrupted").asBoolean()).isTrue();
            assertThat(logged.get("cancelLongQueries")).isEqualTo(cancels);
        }
    }

    @Test
    void a_cleanup_cancelled_while_signalling_returns_and_logs_the_terminated_sessions() throws InterruptedException {
        // The signal to the second session sleeps until the call is cancelled.
        PackQueries.execute(url, SIGNAL_SESSION.formatted("""
                PERFORM pg_sleep(120) FROM pg_stat_activity WHERE pid = victim_pid AND application_name = 'slow';
                PERFORM pg_terminate_backend(victim_pid);"""));
        try (TestSessions quick = TestSessions.idle(url, 1, "quick", "shop");
                TestSessions slow = TestSessions.idle(url, 2, "slow", "shop")) {
            pack.awaitIdleFor(0.1, 3);
            Map<String, String> answer = CancelledCall.rows(
                            url,
                            "SELECT * FROM guard.terminate_idle_connections(0.001, 10)",
                            "NOT EXISTS (SELECT FROM pg_stat_activity AS first WHERE first.application_name = 'quick')")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "1").containsEntry("remaining_zombies", "2");
            assertThat(quick.alive()).isEmpty();
            assertThat(slow.alive()).hasSize(2);
            Map<String, String> row = pack.query("SELECT terminated_count, details FROM guard.connection_logs")
                    .get(0);
            assertThat(row).containsEntry("terminated_count", "1");
            JsonNode details = JSON.readTree(row.get("details"));
            assertThat(details.get("interrupted").asBoolean()).isTrue();
            assertThat(details.get("sessions").values())
                    .extracting(session -> session.get("outcome").asString())
                    .containsExactly("TERMINATED", "INTERRUPTED", "INTERRUPTED");
        }
    }

    @Test
    void a_failure_at_the_second_limit_keeps_the_row_of_the_first() {
        PackQueries.execute(url, """
                CREATE FUNCTION guard.fail_second() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (SELECT FROM guard.connection_logs) THEN RAISE EXCEPTION 'planted'; END IF;
                    RETURN NEW;
                END $$""");
        PackQueries.execute(
                url,
                "CREATE TRIGGER fail_second BEFORE INSERT ON guard.connection_logs FOR EACH ROW"
                        + " EXECUTE FUNCTION guard.fail_second()");
        PackQueries.execute(url, "CREATE ROLE crew LOGIN CONNECTION LIMIT 4; ALTER ROLE shop CONNECTION LIMIT 4");
        try (TestSessions ofCrew = TestSessions.idle(url, 4, "crew-web", "crew");
                TestSessions ofShop = TestSessions.idle(url, 4, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, 8);
            List<Map<String, String>> limits =
                    pack.query("SELECT limit_name, terminated_count FROM guard.reclaim_connection_limits()");
            assertThat(limits).hasSize(1);
            assertThat(pack.query("SELECT terminated_count FROM guard.connection_logs"))
                    .containsExactly(Map.of("terminated_count", limits.get(0).get("terminated_count")));
            int ended = 8 - ofCrew.alive().size() - ofShop.alive().size();
            assertThat(Integer.toString(ended))
                    .isEqualTo(limits.get(0).get("terminated_count"))
                    .isNotEqualTo("0");
        } finally {
            PackQueries.execute(
                    url,
                    "DROP FUNCTION guard.fail_second() CASCADE; DROP ROLE crew; ALTER ROLE shop CONNECTION LIMIT -1");
        }
    }
}
