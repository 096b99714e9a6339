package io.connwarden.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSessionsIT {
    private final String url = SharedInfrastructure.postgres().jdbcUrl("postgres");

    @Test
    void sessions_are_in_the_requested_state() throws SQLException {
        try (TestSessions idle = TestSessions.idle(url, 3, "sessions-idle");
                TestSessions open = TestSessions.idleInTransaction(url, 2, "sessions-open");
                TestSessions active = TestSessions.active(url, 2, "sessions-active")) {
            assertThat(states("sessions-idle")).containsExactly("idle", "idle", "idle");
            assertThat(states("sessions-open")).containsExactly("idle in transaction", "idle in transaction");
            assertThat(states("sessions-active")).containsExactly("active", "active");
            assertThat(idle.alive()).containsExactlyInAnyOrderElementsOf(idle.backends());
            assertThat(open.size() + active.size()).isEqualTo(4);
        }
        assertThat(states("sessions-idle")).isEmpty();
        assertThat(states("sessions-open")).isEmpty();
        assertThat(states("sessions-active")).isEmpty();
    }

    @Test
    void a_session_closed_from_outside_is_not_alive() throws SQLException {
        try (TestSessions sessions = TestSessions.idle(url, 2, null)) {
            sessions.connections().get(0).close();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sessions.alive())
                            .containsExactly(sessions.backends().get(1)));
        }
    }

    private List<String> states(String application) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query =
                        connection.prepareStatement("SELECT state FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, application);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
