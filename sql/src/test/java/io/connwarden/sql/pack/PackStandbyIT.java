package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.testing.DebianPostgres;
import io.connwarden.testing.RequiredProgram;
import io.connwarden.testing.TestSessions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pack on a real standby, which cannot record an action. */
class PackStandbyIT {
    private static final String SETTINGS = """
            CREATE ROLE shop LOGIN;
            UPDATE connwarden.settings SET value = '0' WHERE name = 'survivors_per_application';
            UPDATE connwarden.settings SET value = '0.001' WHERE name = 'emergency_idle_minutes'""";

    @Test
    void a_standby_is_refused_before_the_first_signal() throws IOException, InterruptedException {
        RequiredProgram.check(DebianPostgres.isInstalled(), "PostgreSQL 15", "postgresql-15");
        RequiredProgram.check(Psql.isPresent(), "psql", "postgresql-client-15");
        try (DebianPostgres primary = DebianPostgres.start("max_connections=20")) {
            assertThat(new Psql(primary.port())
                            .run("-f", "sql/pack/install.sql")
                            .exitCode())
                    .isZero();
            PackQueries.execute(primary.url(), SETTINGS);
            try (DebianPostgres standby = primary.startStandby("max_connections=20", "hot_standby=on");
                    TestSessions sessions = TestSessions.idle(standby.url(), 2, "shop-web", "shop")) {
                assertRefused(standby, sessions, "connwarden.terminate_idle_connections(0.001, 10)");
                assertRefused(standby, sessions, "connwarden.emergency_connection_reset()");
                assertThat(PackQueries.rows(standby.url(), "SELECT status FROM connwarden.connection_health"))
                        .containsExactly(Map.of("status", "HEALTHY"));
            }
        }
    }

    private static void assertRefused(DebianPostgres standby, TestSessions sessions, String call) {
        String idle = "SELECT FROM pg_stat_activity WHERE application_name = 'shop-web'"
                + " AND clock_timestamp() - state_change > interval '0.1 s'";
        await().atMost(PackOnServer.MAX_WAIT)
                .until(() -> PackQueries.rows(standby.url(), idle), rows -> rows.size() == 2);
        assertThatThrownBy(() -> PackQueries.rows(standby.url(), "SELECT * FROM " + call))
                .hasMessageContaining("no session was signalled: this server is a standby");
        assertThat(sessions.alive()).hasSize(2);
    }
}
