package io.connwarden.actuator.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.store.DryRunSessions;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.Backend;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The observation of sessions on a real server. The test plays the decision that selected them. */
class FateCheckIT {
    private static final String TARGET = "orders";
    private static final String ROLE = "observer";
    private static final String STORE = "observation_store";
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private PostgresServer server;
    private JdbcTemplate target;
    private JdbcTemplate store;
    private PostgresEmergencyConnections connections;
    private EmergencyConnection connection;
    private FateCheck observation;

    @BeforeEach
    void open() {
        server = PostgresServer.start(PostgresServerOptions.standard().withMaxConnections(20));
        target = new JdbcTemplate(source(server.jdbcUrl("postgres")));
        target.execute("CREATE ROLE " + ROLE + " LOGIN IN ROLE pg_monitor");
        String superuser = SharedInfrastructure.postgres().jdbcUrl("postgres");
        new JdbcTemplate(source(superuser)).execute("CREATE DATABASE " + STORE);
        PGSimpleDataSource storeSource = source(SharedInfrastructure.postgres().jdbcUrl(STORE));
        Flyway.configure().dataSource(storeSource).load().migrate();
        store = new JdbcTemplate(storeSource);
        Targets targets = targets();
        connections = new PostgresEmergencyConnections(
                targets, Clock.systemUTC(), new ReserveLease(storeSource, "test", Duration.ofMinutes(1)));
        connections.open();
        connection = connections.connectionTo(TARGET);
        observation = new FateCheck(targets, connections, new DryRunSessions(storeSource));
        await().atMost(MAX_WAIT).until(connection::isOpen);
    }

    @AfterEach
    void close() {
        connections.close();
        server.close();
        new JdbcTemplate(source(SharedInfrastructure.postgres().jdbcUrl("postgres")))
                .execute("DROP DATABASE " + STORE + " WITH (FORCE)");
    }

    @Test
    void a_session_that_is_used_again_was_active_and_others_are_unchanged() throws SQLException {
        try (TestSessions sessions = idle(2)) {
            sessions.backends().forEach(this::select);
            observation.observe(TARGET, connection);
            assertThat(fates()).containsExactly("UNCHANGED", "UNCHANGED");
            assertThat(store.queryForObject(
                            "SELECT bool_and(last_seen_at > first_decided_at) FROM dry_run_sessions", Boolean.class))
                    .isTrue();

            try (Statement statement = sessions.connections().get(0).createStatement()) {
                statement.execute("SELECT 1");
            }
            observation.observe(TARGET, connection);
            assertThat(fateOf(sessions.backends().get(0))).isEqualTo("ACTIVE_AGAIN");
            assertThat(fateOf(sessions.backends().get(1))).isEqualTo("UNCHANGED");
            assertThat(store.queryForObject(
                            "SELECT fate_at BETWEEN first_decided_at AND clock_timestamp() FROM dry_run_sessions"
                                    + " WHERE fate = 'ACTIVE_AGAIN'",
                            Boolean.class))
                    .isTrue();
            assertThat(sessions.alive())
                    .as("the observation signals no session")
                    .hasSize(2);
        }
    }

    @Test
    void a_session_that_has_ended_and_one_with_a_recycled_pid_have_ended() throws SQLException {
        try (TestSessions sessions = idle(2)) {
            Backend closed = sessions.backends().get(0);
            Backend successor = sessions.backends().get(1);
            select(closed);
            select(new Backend(successor.pid(), successor.backendStart().minusSeconds(60)));
            sessions.connections().get(0).close();
            await().atMost(MAX_WAIT).until(() -> sessions.alive().size() == 1);
            observation.observe(TARGET, connection);
            assertThat(fates()).containsExactly("ENDED", "ENDED");
        }
    }

    @Test
    void a_query_that_was_followed_by_another_state_has_ended_and_its_session_was_not_active_again() {
        try (TestSessions sessions = idle(1)) {
            select(sessions.backends().get(0));
            store.update("UPDATE dry_run_sessions SET kind = 'CANCEL', state_change = state_change - interval '1 s'");
            observation.observe(TARGET, connection);
            assertThat(fates()).containsExactly("ENDED");
        }
    }

    @Test
    void a_server_without_visible_states_and_a_closed_connection_decide_no_fate() {
        try (TestSessions sessions = idle(1)) {
            select(sessions.backends().get(0));
            target.execute("REVOKE pg_monitor FROM " + ROLE);
            observation.observe(TARGET, connection);
            assertThat(fates()).containsExactly("UNCHANGED");
            assertThat(store.queryForObject(
                            "SELECT last_seen_at = first_decided_at FROM dry_run_sessions", Boolean.class))
                    .as("not seen")
                    .isTrue();
            connections.close();
            observation.observe(TARGET, connection);
            assertThat(fates()).containsExactly("UNCHANGED");
        }
    }

    @Test
    void the_sessions_of_a_restarted_server_have_ended() {
        try (TestSessions sessions = idle(2)) {
            sessions.backends().forEach(this::select);
            server.restart();
            await().atMost(MAX_WAIT).pollInSameThread().untilAsserted(() -> {
                observation.observe(TARGET, connection);
                assertThat(fates()).containsExactly("ENDED", "ENDED");
            });
        }
    }

    private TestSessions idle(int count) {
        return TestSessions.idle(server.jdbcUrl("postgres"), count, "web");
    }

    /** Records a decision on a session in its present state. */
    private void select(Backend backend) {
        String stateChange = Objects.requireNonNullElse(
                text("SELECT state_change::text FROM pg_stat_activity WHERE pid = " + backend.pid()), "");
        store.update(
                "INSERT INTO dry_run_sessions VALUES (?, ?, ?::timestamptz, 'R3', 'TERMINATE', 'u', 'web', 'd', 'idle',"
                        + " ?::timestamptz, extract(epoch FROM clock_timestamp() - ?::timestamptz), clock_timestamp(),"
                        + " clock_timestamp(), 1, 1, 'UNCHANGED', NULL, clock_timestamp())",
                TARGET,
                backend.pid(),
                backend.backendStart().toString(),
                stateChange,
                stateChange);
        store.update("UPDATE dry_run_sessions SET last_seen_at = first_decided_at");
    }

    private @Nullable String text(String query) {
        return target.queryForObject(query, String.class);
    }

    private List<String> fates() {
        return store.queryForList("SELECT fate FROM dry_run_sessions ORDER BY pid", String.class);
    }

    private @Nullable String fateOf(Backend backend) {
        return store.queryForObject("SELECT fate FROM dry_run_sessions WHERE pid = ?", String.class, backend.pid());
    }

    private Targets targets() {
        TargetSettings settings =
                TargetSettings.of(TARGET, server.jdbcUrlWithoutUser("postgres"), new Credentials(ROLE, null, null));
        return new Targets(List.of(new TargetConfiguration(settings, Thresholds.defaults(), Policy.defaults())));
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
