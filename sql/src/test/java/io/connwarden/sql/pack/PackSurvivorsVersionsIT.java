package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The sessions that the pack keeps for warm connection pools, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackSurvivorsVersionsIT {
    private static final String EMERGENCY = "SELECT affected_count, details ->> 'survivorsRelaxed' AS relaxed,"
            + " details -> 'sessions' -> 0 ->> 'reason' AS reason"
            + " FROM guard.emergency_connection_reset() WHERE action = 'TERMINATE_IDLE'";

    @RegisterExtension
    final PackOnServer pack;

    private final List<TestSessions> opened = new ArrayList<>();

    PackSurvivorsVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
    }

    @BeforeEach
    void configure() {
        pack.set("wait_seconds", "60");
        pack.set("emergency_idle_minutes", "0.001");
    }

    @AfterEach
    void close() {
        opened.forEach(TestSessions::close);
    }

    @Test
    void nearly_unique_names_keep_their_survivors_together_and_other_pools_keep_theirs() {
        for (int i = 0; i < 14; i++) {
            open(1, "shop - 10.0.0.7:" + (40_000 + i));
        }
        for (String pool : new String[] {"web", "job", "mail"}) {
            open(2, pool);
        }
        pack.awaitIdleFor(0.1, 20);
        assertThat(pack.query("SELECT terminated_count FROM guard.terminate_idle_connections(0.001, 100)"))
                .containsExactly(Map.of("terminated_count", "12"));
        assertThat(alive()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2);
    }

    @Test
    void on_a_full_server_an_emergency_terminates_the_oldest_survivors_and_says_so() {
        openPools();
        pack.set("emergency_max_terminations", "3");
        pack.set("warning_slot_utilization", "1");
        pack.set("critical_slot_utilization", "2");
        Map<String, String> answer = pack.query(EMERGENCY).get(0);
        assertThat(answer).containsEntry("affected_count", "3").containsEntry("relaxed", "true");
        assertThat(answer.get("reason"))
                .endsWith("; survivors_per_application relaxed, because every candidate was spared");
        assertThat(alive()).containsExactly(0, 1, 2);
    }

    @Test
    void below_the_critical_threshold_and_in_a_cleanup_the_survivors_are_kept() {
        openPools();
        assertThat(pack.query(EMERGENCY).get(0))
                .containsEntry("affected_count", "0")
                .containsEntry("relaxed", null);
        pack.set("warning_slot_utilization", "1");
        pack.set("critical_slot_utilization", "2");
        pack.query("SELECT * FROM guard.terminate_idle_connections(0.001, 100)");
        assertThat(alive()).containsExactly(2, 2, 2);
    }

    private void openPools() {
        for (String pool : new String[] {"web", "job", "mail"}) {
            open(2, pool);
        }
        pack.awaitIdleFor(0.1, 6);
    }

    private void open(int count, String application) {
        opened.add(TestSessions.idle(pack.url, count, application, "shop"));
    }

    private List<Integer> alive() {
        return opened.stream().map(sessions -> sessions.alive().size()).toList();
    }
}
