package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.pack.SqlPack;
import io.connwarden.testing.HostileDatabase;
import io.connwarden.testing.TestSessions;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No statement of Connwarden uses an object that the owner of a database has planted in front of the server's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDatabaseIT {
    private PostgresServer server;
    private HostileDatabase hostile;

    @BeforeAll
    void start() {
        server = Roles.createOn(PostgresServer.start(PostgresServerOptions.standard()));
        hostile = HostileDatabase.createOn(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_statement_without_a_pinned_path_uses_planted_objects() {
        try (PostgresServer other = PostgresServer.start(PostgresServerOptions.standard())) {
            HostileDatabase unpinned = HostileDatabase.createOn(other);
            unpinned.executeUnpinned("SELECT set_config('a.b', 'c', true); SELECT 1 + 1; SELECT count(*) FROM pg_roles;"
                    + "SELECT 'x'::text");
            assertThat(unpinned.usedObjects())
                    .anyMatch(line -> line.contains("used: set_config"))
                    .anyMatch(line -> line.contains("used: + of integer"))
                    .anyMatch(line -> line.contains("used: count"))
                    .anyMatch(line -> line.contains("used: pg_roles"))
                    .anyMatch(line -> line.contains("used: text"));
        }
    }

    @Test
    void the_sessions_of_the_services_use_no_planted_object() {
        for (String role : List.of(Roles.MONITOR, Roles.ACTUATOR, "postgres")) {
            DataSource session = TargetConnections.unpooled(settings(role), "connwarden-test");
            TargetQueries queries = new TargetQueries(session);
            assertThat(queries.backendCount()).isPositive();
            assertThat(queries.visibility()).isPositive();
            assertThat(queries.observe("t", Thresholds.defaults(), 10).counts().totalConnections())
                    .isPositive();
            if (!role.equals(Roles.MONITOR)) {
                assertTerminates(queries, new SignalSender(session));
            }
        }
        assertThat(hostile.usedObjects()).isEmpty();
    }

    private void assertTerminates(TargetQueries queries, SignalSender sender) {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 2, "leak", Roles.APPLICATION)) {
            List<SessionId> ids = WatchedServer.ids(sessions);
            assertThat(queries.existing(ids)).containsExactlyInAnyOrderElementsOf(ids);
            SessionRow row = queries.sessions().stream()
                    .filter(session -> ids.get(0).equals(session.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(WatchedServer.signal(sender, SignalKind.CANCEL, ids.get(1), null, null, null))
                    .isEqualTo(SignalAnswer.SIGNALLED);
            assertThat(WatchedServer.signal(
                            sender, SignalKind.TERMINATE, ids.get(0), row.state(), row.stateChange(), null))
                    .isEqualTo(SignalAnswer.SIGNALLED);
        }
    }

    @Test
    void the_pack_and_its_installation_over_JDBC_use_no_planted_object() {
        SqlPack pack = new SqlPack(TargetConnections.unpooled(settings("postgres"), "connwarden-install-sql"));
        pack.install("guard", true);
        pack.install("guard", false);
        hostile.executeUnpinned("SELECT guard.monitor_connections(); SELECT guard.terminate_idle_connections();"
                + "SELECT guard.emergency_connection_reset(); SELECT guard.log_hourly_report()");
        pack.uninstall("guard", false);
        assertThat(hostile.usedObjects()).isEmpty();
    }

    private TargetSettings settings(String role) {
        return TargetSettings.of("t", hostile.jdbcUrlWithoutUser(), role, null);
    }
}
