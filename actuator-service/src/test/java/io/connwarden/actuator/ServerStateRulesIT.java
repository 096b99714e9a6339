package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.APPLICATION_ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The decisions of the rules on health events of a real server in trouble. No command is sent. */
class ServerStateRulesIT {
    /** 27 of 30 slots are usable, and the actuator holds one. More than 24 sessions are CRITICAL. */
    private static GoodsServer server;

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        server = GoodsServer.start();
        server.superuser().execute("GRANT CREATE ON SCHEMA public TO " + APPLICATION_ROLE);
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator(
                server.targetSetting(),
                "connwarden.thresholds.stuck-transaction=1ms",
                "connwarden.thresholds.prepared-transaction=1ms",
                "connwarden.policy.emergency.active-for=1ms",
                "connwarden.policy.emergency.stuck-older-than=1ms",
                // A session of the second step would be one that the first step has freed.
                "connwarden.policy.emergency.max-steps=1",
                "connwarden.policy.stuck-transactions.older-than=1ms",
                "connwarden.policy.stuck-transactions.idle-for=1ms");
        environment.execute(new CommandParameters.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
        server.close();
    }

    @BeforeEach
    void createTable() {
        environment.store.execute("DELETE FROM alert_states");
        server.createTable();
    }

    @AfterEach
    void dropTable() {
        server.dropTable();
    }

    @Test
    void dead_clients_in_the_middle_of_an_exchange_are_stuck_and_R4_terminates_them() {
        try (UnfinishedExchange first = server.unfinished();
                UnfinishedExchange second = server.unfinished();
                TestSessions ddl = server.running("deploy", "ALTER TABLE goods ADD price int")) {
            Event<Health> event = HealthEvents.observed(actuator);
            assertThat(event.data().status()).isEqualTo(HealthStatus.CLEANUP_NEEDED);
            assertThat(event.data().counts().stuckTransactions()).isEqualTo(2);
            Result result = environment.actOn(event);
            assertThat(result.decision().rule()).isEqualTo("R4");
            assertOnlyTerminated(result, first, second);
            server.awaitCount(0, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(ddl.alive()).hasSize(1);
        }
    }

    @Test
    void R1_terminates_the_dead_clients_on_a_full_server_and_cancels_no_query_behind_them() {
        try (UnfinishedExchange first = server.unfinished();
                UnfinishedExchange second = server.unfinished();
                TestSessions ddl = server.running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions reader = server.running("shop", "SELECT * FROM goods");
                TestSessions others = protectedSessions(21)) {
            Event<Health> event = HealthEvents.observed(actuator);
            assertThat(event.data().status()).isEqualTo(HealthStatus.CRITICAL);
            Result result = environment.actOn(event);
            assertThat(result.decision().rule()).isEqualTo("R1");
            assertOnlyTerminated(result, first, second);
            assertThat(result.cancelledCount()).isZero();
            server.awaitCount(0, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(ddl.alive()).hasSize(1);
            assertThat(reader.alive()).hasSize(1);
            assertThat(others.alive()).hasSize(others.size());
        }
    }

    @Test
    void an_orphaned_prepared_transaction_is_named_with_its_remedy_and_R1_cancels_no_waiter() {
        server.superuser().execute("BEGIN; UPDATE goods SET id = id; PREPARE TRANSACTION 'orphan'");
        try (TestSessions waiters =
                        TestSessions.running(server.applicationUrl(), 3, "shop", "UPDATE goods SET id = id");
                TestSessions others = protectedSessions(22)) {
            for (int i = 1; i <= 2; i++) {
                Event<Health> event = HealthEvents.observed(actuator);
                assertThat(event.data().recommendations())
                        .anySatisfy(advice -> assertThat(advice)
                                .contains("'orphan' in database \"postgres\", prepared ")
                                .contains(" ago by \"postgres\"")
                                .contains("ROLLBACK PREPARED 'orphan'"));
                environment.decideOn(event);
            }
            Alert alert = awaitFiring("PreparedTransactionOrphaned");
            assertThat(alert.summary())
                    .contains("'orphan' in database \"postgres\", prepared ")
                    .contains("3 sessions wait");
            assertThat(alert.description()).contains("ROLLBACK PREPARED 'orphan'");
            server.awaitCount(waiters.size(), "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(others.size()).isPositive();
        } finally {
            server.superuser().execute("ROLLBACK PREPARED 'orphan'");
        }
    }

    @Test
    void an_index_build_and_a_vacuum_go_on_while_R1_cancels_a_query() {
        server.superuser().execute("CREATE TABLE archive AS SELECT generate_series(1, 300000) AS id");
        server.superuser().execute("ALTER TABLE archive OWNER TO " + APPLICATION_ROLE);
        String slowVacuum = server.applicationUrl() + "&options=-c%20vacuum_cost_delay=100%20-c%20vacuum_cost_limit=1";
        try (TestSessions writer = TestSessions.inTransaction(
                        server.target().jdbcUrl("postgres"), 1, "dba", "LOCK TABLE goods IN ROW EXCLUSIVE MODE");
                TestSessions index = server.running("deploy", "CREATE INDEX CONCURRENTLY goods_id ON goods (id)");
                TestSessions vacuum = TestSessions.running(slowVacuum, 1, "nightly", "VACUUM archive");
                TestSessions query = server.running("report", "SELECT pg_sleep(600)");
                TestSessions others = protectedSessions(21)) {
            server.awaitCount(1, "SELECT count(*) FROM pg_stat_progress_vacuum");
            Result result = environment.actOn(HealthEvents.observed(actuator));
            assertThat(result.decision().rule()).isEqualTo("R1");
            assertThat(outcomeOf(result, query)).isEqualTo(SessionOutcome.CANCELLED);
            assertSparedAsMaintenance(result, index);
            assertSparedAsMaintenance(result, vacuum);
            server.awaitCount(1, "SELECT count(*) FROM pg_stat_progress_create_index");
            server.awaitCount(1, "SELECT count(*) FROM pg_stat_progress_vacuum");
            assertThat(writer.size() + others.size()).isPositive();
        } finally {
            server.superuser()
                    .queryForList("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = '"
                            + APPLICATION_ROLE + "'");
            server.superuser().execute("DROP TABLE archive");
        }
    }

    @Test
    void EmergencyWithoutRelief_fires_after_R1_has_found_no_session_twice() {
        try (TestSessions others = protectedSessions(26)) {
            environment.decideOn(HealthEvents.observed(actuator));
            assertThat(environment.store.queryForList("SELECT name FROM open_alerts", String.class))
                    .contains("ConnectionSlotsCritical")
                    .doesNotContain("EmergencyWithoutRelief");
            environment.decideOn(HealthEvents.observed(actuator));
            assertThat(environment.store.queryForList("SELECT name FROM open_alerts", String.class))
                    .contains("EmergencyWithoutRelief");
            assertThat(others.alive()).hasSize(others.size());
        }
    }

    private static void assertOnlyTerminated(Result result, UnfinishedExchange... expected) {
        assertThat(result.sessions())
                .filteredOn(report -> report.outcome() == SessionOutcome.TERMINATED)
                .extracting(SessionReport::pid)
                .containsExactlyInAnyOrder(expected[0].pid(), expected[1].pid());
    }

    private static void assertSparedAsMaintenance(Result result, TestSessions session) {
        assertThat(reportOf(result, session)).satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(report.reason()).contains("a maintenance command or COPY is running (pg_stat_progress_*)");
        });
    }

    private static SessionOutcome outcomeOf(Result result, TestSessions session) {
        return reportOf(result, session).outcome();
    }

    private static SessionReport reportOf(Result result, TestSessions session) {
        int pid = session.backends().get(0).pid();
        return result.sessions().stream()
                .filter(report -> report.pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report of pid " + pid + " in " + result));
    }

    private static Alert awaitFiring(String name) {
        return environment
                .alerts
                .awaitOne(alert -> alert.name().equals(name) && alert.state() == AlertStatus.FIRING)
                .data();
    }

    /** Opens sessions that count against the slots and that no rule may end. */
    private static TestSessions protectedSessions(int count) {
        return TestSessions.idle(server.target().jdbcUrl("postgres"), count, "dba");
    }
}
