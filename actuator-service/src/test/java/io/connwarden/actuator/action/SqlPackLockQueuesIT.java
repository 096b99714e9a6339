package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The actuator's decision and the SQL pack select and spare the same sessions of the same lock queues. */
class SqlPackLockQueuesIT {
    private static PostgresServer server;

    @BeforeAll
    static void install() throws SQLException {
        server = PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(60)
                .withSetting("autovacuum", "off")
                .withSetting("max_prepared_transactions", "1"));
        new SqlPack(TargetConnections.unpooled(settings(), "connwarden-install-sql"))
                .install(SqlPack.DEFAULT_SCHEMA, false);
        execute("CREATE ROLE app LOGIN");
        execute("GRANT CREATE ON SCHEMA public TO app");
        for (String table : List.of("read_long", "locked_rows", "orphaned", "indexed", "unfinished")) {
            execute("CREATE TABLE " + table + " (id int)");
            execute("INSERT INTO " + table + " VALUES (1)");
            execute("ALTER TABLE " + table + " OWNER TO app");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_heads_of_five_kinds_of_queues_are_the_same_as_in_the_SQL_pack() throws SQLException {
        execute("BEGIN; UPDATE orphaned SET id = id; PREPARE TRANSACTION 'orphan'");
        try (TestSessions report = running(1, "report", "SELECT pg_sleep(600) FROM read_long");
                TestSessions ddl = running(1, "deploy", "ALTER TABLE read_long ADD price int");
                TestSessions readers = running(3, "reader", "SELECT * FROM read_long");
                TestSessions update = running(
                        1,
                        "batch",
                        "WITH locked AS (SELECT id FROM locked_rows FOR UPDATE) SELECT pg_sleep(600) FROM locked");
                TestSessions rowWriters = running(2, "writer", "UPDATE locked_rows SET id = id");
                TestSessions lockers = running(2, "locker", "SELECT * FROM orphaned FOR UPDATE");
                TestSessions open = TestSessions.inTransaction(url(), 1, "open", "UPDATE indexed SET id = id");
                TestSessions index = running(1, "index", "CREATE INDEX CONCURRENTLY ON indexed (id)");
                UnfinishedExchange unfinished =
                        UnfinishedExchange.withoutSync(server.port(), "app", "unfinished", "SELECT * FROM unfinished");
                TestSessions truncate = running(1, "truncate", "TRUNCATE unfinished");
                TestSessions insert = running(1, "insert", "INSERT INTO unfinished VALUES (1)");
                SqlPackCaller pack = new SqlPackCaller(server);
                HeldSession connection = TargetConnections.open(settings(), "connwarden-actuator")) {
            pack.set("emergency_active_seconds", 0.001);
            pack.set("stuck_transaction_minutes", 0.001);
            pack.set("stuck_idle_minutes", 0.001);
            pack.awaitStateAge(Duration.ofMillis(100), pidOf(open));
            pack.awaitStateAge(Duration.ofMillis(100), unfinished.pid());
            Decision decision = decide(connection);
            SqlPackCaller.EmergencyDetails details = pack.emergency();
            assertThat(pids(details.stuck().get("sessions")))
                    .isEqualTo(victims(decision, SignalKind.TERMINATE))
                    .containsExactlyInAnyOrder(unfinished.pid(), pidOf(open));
            assertThat(pids(details.running().get("sessions")))
                    .isEqualTo(victims(decision, SignalKind.CANCEL))
                    .contains(pidOf(ddl), pidOf(update))
                    .doesNotContain(pidOf(report), pidOf(index), pidOf(truncate), pidOf(insert));
            assertThat(pids(details.running().get("spared"))).containsExactlyInAnyOrderElementsOf(spared(decision));
            assertThat(readers.size() + update.size() + rowWriters.size() + lockers.size() + open.size())
                    .isEqualTo(9);
        } finally {
            execute("ROLLBACK PREPARED 'orphan'");
        }
    }

    private static Decision decide(HeldSession connection) {
        Policy policy = TestPolicies.policyOver(
                TestPolicies.generous(),
                "emergency.active-for=1ms",
                "emergency.stuck-older-than=60ms",
                "stuck-transactions.idle-for=60ms");
        TargetQueries queries = new TargetQueries(connection);
        Observation seen = queries.observe("t", Thresholds.defaults(), 0);
        Health health = Assessment.assess(seen, Thresholds.defaults(), seen.serverTime());
        Situation situation = new Situation(
                seen.serverTime(),
                seen.serverTime(),
                null,
                health.status(),
                health.counts(),
                Thresholds.defaults(),
                queries.sessions().stream()
                        .map(row -> SessionMapper.toSession(row, Set.of()))
                        .toList(),
                RecentActions.none(),
                null);
        Command command = new Command("t", new CommandParameters.Emergency(), "test", "to compare", false, null);
        return Decider.standard().decide(new Trigger.CommandTrigger(command), situation, policy);
    }

    private static List<Integer> victims(Decision decision, SignalKind signal) {
        return ((Decision.Act) decision)
                .victims().stream()
                        .filter(victim -> victim.signal() == signal)
                        .map(victim -> victim.session().pid())
                        .toList();
    }

    private static List<Integer> spared(Decision decision) {
        return decision.spared().stream()
                .filter(spared -> "app".equals(spared.session().client().user()))
                .map(spared -> spared.session().pid())
                .toList();
    }

    private static List<Integer> pids(JsonNode sessions) {
        return sessions.values().stream()
                .filter(session -> "app".equals(session.get("user").asString()))
                .map(session -> session.get("pid").asInt())
                .toList();
    }

    private static int pidOf(TestSessions sessions) {
        return sessions.backends().get(0).pid();
    }

    private static TestSessions running(int count, String application, String statement) {
        return TestSessions.running(url(), count, application, statement);
    }

    private static String url() {
        return server.jdbcUrlWithoutUser("postgres") + "?user=app";
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TargetSettings settings() {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), "postgres", null);
    }
}
