package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentActions.IneffectiveCancel;
import io.connwarden.actuator.decision.situation.RecentActions.LastActions;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.pack.SqlPack;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The actuator with its record of recent actions, and the SQL pack with its log, select and spare the same sessions.
 */
class SqlPackMemoryIT {
    private static final Trigger EMERGENCY = new Trigger.CommandTrigger(
            new Command("t", new CommandParameters.Emergency(), "test", "to compare", false, null));
    private static PostgresServer server;

    private SqlPackCaller pack;
    private HeldSession connection;

    @BeforeAll
    static void install() throws SQLException {
        server = PostgresServer.start(
                PostgresServerOptions.standard().withMaxConnections(60).withSetting("autovacuum", "off"));
        new SqlPack(TargetConnections.unpooled(settings(), "connwarden-install-sql"))
                .install(SqlPack.DEFAULT_SCHEMA, false);
        execute("CREATE ROLE app LOGIN", "CREATE ROLE crew LOGIN", "CREATE TABLE loaded (id int)");
        execute("ALTER TABLE loaded OWNER TO app");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        pack = new SqlPackCaller(server);
        connection = TargetConnections.open(settings(), "connwarden-actuator");
        pack.forget();
        pack.set("survivors_per_application", 0);
        pack.set("emergency_idle_minutes", 0.001);
        pack.set("next_step_idle_minutes", 0.001);
        pack.set("limit_idle_minutes", 0.001);
        pack.set("emergency_active_seconds", 0.06);
        pack.set("reclaim_maintenance", 1);
    }

    @AfterEach
    void disconnect() throws SQLException {
        execute("ALTER ROLE crew CONNECTION LIMIT -1");
        connection.close();
        pack.close();
    }

    @Test
    void a_query_that_goes_on_after_a_cancel_is_terminated_by_both() throws SQLException {
        pack.set("wait_seconds", 0.2);
        try (UnfinishedExchange copy =
                UnfinishedExchange.copyIn(server.port(), "app", "copy", "COPY loaded FROM STDIN")) {
            pack.awaitStateAge(Duration.ofMillis(100), copy.pid());
            Decision before = decide(EMERGENCY, policy(0), (sessions, now) -> RecentActions.none());
            JsonNode cancelled = pack.emergency().running().get("sessions").get(0);
            assertThat(PackComparison.victims(before, SignalKind.CANCEL)).containsExactly(copy.pid());
            assertThat(cancelled.get("outcome").asString()).isEqualTo("UNRESPONSIVE");
            IneffectiveCancel ignored = new IneffectiveCancel(
                    new SessionId(copy.pid(), instant(cancelled, "backendStart")), instant(cancelled, "stateChange"));
            Decision after = decide(EMERGENCY, policy(0), (sessions, now) -> recent(Set.of(ignored), Map.of()));
            SqlPackCaller.EmergencyDetails details = pack.emergency();
            assertThat(PackComparison.pidsOf(details.stuck()))
                    .isEqualTo(PackComparison.victims(after, SignalKind.TERMINATE))
                    .containsExactly(copy.pid());
            assertThat(PackComparison.pidsOf(details.running()))
                    .isEqualTo(PackComparison.victims(after, SignalKind.CANCEL))
                    .isEmpty();
        }
    }

    @Test
    void a_pool_that_refills_is_spared_by_both_and_a_leak_is_not() throws SQLException {
        try (TestSessions pool = TestSessions.idle(url(), 5, "fixed", "app");
                TestSessions leak = TestSessions.idle(url(), 4, "leak", "app")) {
            awaitOld(pool, leak);
            assertThat(PackComparison.pidsOf(pack.cleanup(0.001, 20))).hasSize(pool.size() + leak.size());
        }
        Instant actedAt = pack.lastActedAt();
        List<ApplicationRelief> reliefs =
                List.of(new ApplicationRelief("fixed", 5, 5, actedAt), new ApplicationRelief("leak", 4, 4, actedAt));
        // One slot of the pool went to another client.
        try (TestSessions pool = TestSessions.idle(url(), 4, "fixed", "app");
                TestSessions leak = TestSessions.idle(url(), 6, "leak", "app")) {
            awaitOld(pool, leak);
            Decision decision = decide(
                    EMERGENCY,
                    policy(0),
                    (sessions, now) -> recent(Set.of(), Refill.find(reliefs, sessions, now, now)));
            SqlPackCaller.EmergencyDetails details = pack.emergency();
            assertThat(PackComparison.pidsOf(details.idle()))
                    .isEqualTo(PackComparison.victims(decision, SignalKind.TERMINATE))
                    .hasSize(6);
            assertThat(leak.alive()).isEmpty();
            assertThat(pool.alive()).hasSize(4);
        }
    }

    @Test
    void within_a_full_limit_both_select_the_same_sessions() throws SQLException {
        // 12 of 13 are 92.31 %, 12 of 14 are 85.71 %. Without survivors, and where all sessions survive.
        for (int limit : new int[] {13, 14}) {
            for (int survivors : new int[] {0, 4, 20}) {
                compareWithinLimit(limit, survivors);
            }
        }
    }

    private void compareWithinLimit(int limit, int survivors) throws SQLException {
        pack.forget();
        pack.set("survivors_per_application", survivors);
        execute("ALTER ROLE crew CONNECTION LIMIT " + limit);
        try (TestSessions others = TestSessions.idle(url(), 6, "other", "app");
                TestSessions crew = TestSessions.idle(url(), 12, "crew-web", "crew")) {
            awaitOld(others, crew);
            Decision decision = decide(
                    new Trigger.HealthEventTrigger(serverTime()),
                    policy(survivors),
                    (sessions, now) -> RecentActions.none());
            JsonNode details = pack.limits().get(0);
            assertThat(PackComparison.pidsOf(details))
                    .as("limit %d, survivors %d", limit, survivors)
                    .isEqualTo(PackComparison.victims(decision, SignalKind.TERMINATE));
            assertThat(crew.alive().size())
                    .isEqualTo(12 - PackComparison.pidsOf(details).size());
            assertThat(others.alive()).hasSize(6);
            assertThat(PackComparison.pidsOf(details).isEmpty()).isEqualTo(limit == 14 && survivors == 20);
        }
    }

    private void awaitOld(TestSessions... applications) {
        for (TestSessions sessions : applications) {
            sessions.backends().forEach(backend -> pack.awaitStateAge(Duration.ofMillis(100), backend.pid()));
        }
    }

    private Decision decide(
            Trigger trigger, Policy policy, BiFunction<List<Session>, Instant, RecentActions> recentActions) {
        TargetQueries queries = new TargetQueries(connection);
        Observation seen = queries.observe("t", Thresholds.defaults(), 0);
        Health health = Assessment.assess(seen, Thresholds.defaults(), seen.serverTime());
        List<Session> sessions = queries.sessions().stream()
                .map(row -> SessionMapper.toSession(row, Set.of()))
                .toList();
        Situation situation = new Situation(
                seen.serverTime(),
                seen.serverTime(),
                null,
                health.statusOfServer(),
                health.counts(),
                Thresholds.defaults(),
                sessions,
                recentActions.apply(sessions, seen.serverTime()),
                null,
                health.connectionLimits());
        return Decider.standard().decide(trigger, situation, policy);
    }

    private Instant serverTime() {
        return new TargetQueries(connection)
                .observe("t", Thresholds.defaults(), 0)
                .serverTime();
    }

    private static RecentActions recent(Set<IneffectiveCancel> ignored, Map<String, Refill> refills) {
        return new RecentActions(
                new LastActions(Map.of(), Map.of()), Set.of(), 0, 0, ignored, List.of(), refills, RecentPlans.none());
    }

    private static Policy policy(int survivors) {
        return TestPolicies.policyOver(
                TestPolicies.generous(),
                "survivors-per-application=" + survivors,
                "reclaim-maintenance=true",
                "emergency.idle-for=60ms",
                "emergency.next-step.idle-for=60ms",
                "emergency.active-for=60ms",
                "gentle-cleanup.idle-for=60ms");
    }

    private static Instant instant(JsonNode session, String field) {
        return OffsetDateTime.parse(session.get(field).asString()).toInstant();
    }

    private static String url() {
        return server.jdbcUrl("postgres");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static TargetSettings settings() {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), "postgres", null);
    }
}
