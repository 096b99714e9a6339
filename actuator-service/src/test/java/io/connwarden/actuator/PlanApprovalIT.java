package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rules in mode ask. A session idle for one millisecond is a zombie, and R2 plans at most four terminations. Each test
 * has an application of its own, because an application that seems to refill its pool is spared.
 */
class PlanApprovalIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);
    private static final int SIGKILLED = 128 + 9;
    static final String[] SETTINGS = {
        "connwarden.policy.mode=ask",
        "connwarden.thresholds.zombie=1ms",
        "connwarden.thresholds.cleanup-zombies=2",
        "connwarden.policy.zombie-cleanup.idle-for=1ms",
        "connwarden.policy.zombie-cleanup.max-terminations=4",
        "connwarden.alerting.faults.check-interval=1s"
    };

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        startActuator();
        environment.execute(new CommandParameters.Status());
    }

    private static void startActuator() {
        actuator = environment.startActuator(SETTINGS);
    }

    @AfterEach
    void deletePlans() {
        awaitNoWork();
        environment.store.execute("DELETE FROM plans");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_plan_ends_nothing_until_APPROVE_which_spares_a_session_that_was_used_since() throws SQLException {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "waiting")) {
            Result planned = awaitPlan();
            UUID id = planned.plan().id();
            assertThat(planned.dryRun()).isTrue();
            assertThat(planned.effect()).isEqualTo(Effect.NONE);
            assertThat(planned.decision().rule()).isEqualTo("R2");
            assertThat(pids(planned, SessionOutcome.WOULD_TERMINATE))
                    .isEqualTo(pids(sessions).subList(0, 4));
            assertThat(logTypes("details -> 'plan' ->> 'id' = ?", id.toString()))
                    .containsExactly("PLAN_CREATED");
            awaitAlert(AlertStatus.FIRING, id);
            assertThat(pendingPlans()).extracting(PlanSummary::id).containsExactly(id);
            assertThat(sessions.alive()).hasSize(6);
            use(sessions, 1);
            Result approved = environment.execute(new CommandParameters.Approve(id));
            assertThat(approved.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(approved.effect()).isEqualTo(Effect.PARTIAL);
            assertThat(approved.decision().rule()).isEqualTo("R2");
            assertThat(approved.decision().reason()).startsWith("plan " + id + " approved by dba (a test): ");
            assertThat(pids(approved, SessionOutcome.TERMINATED))
                    .containsExactly(pid(sessions, 0), pid(sessions, 2), pid(sessions, 3));
            assertThat(pids(approved, SessionOutcome.CHANGED)).containsExactly(pid(sessions, 1));
            assertThat(sessions.alive())
                    .extracting(Backend::pid)
                    .containsExactlyInAnyOrder(pid(sessions, 1), pid(sessions, 4), pid(sessions, 5));
            awaitAlert(AlertStatus.RESOLVED, null);
            assertThat(environment.store.queryForList(
                            "SELECT DISTINCT requested_by FROM reclaimed_sessions WHERE command_id = ? AND rule = 'R2'",
                            String.class,
                            approved.commandId()))
                    .containsExactly("dba");
            Result again = environment.execute(new CommandParameters.Approve(id));
            assertThat(again.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(again.decision().reason())
                    .startsWith("plan " + id + " was approved by dba at ")
                    .endsWith("; R2 makes a new plan while its condition holds");
        }
    }

    @Test
    void while_a_plan_waits_its_rule_makes_no_other_and_the_reason_names_the_plan() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "held")) {
            UUID id = awaitPlan().plan().id();
            Event<Health> second = sendEvent();
            AWAIT.untilAsserted(() -> assertThat(environment.store.queryForList(
                            "SELECT decision_reason FROM commands WHERE cause_event_id = ? AND state = 'DONE'",
                            String.class,
                            second.id().id()))
                    .singleElement()
                    .asString()
                    .contains("plan " + id + " of R2 waits for approval")
                    .contains("APPROVE"));
            assertThat(pendingPlans()).extracting(PlanSummary::id).containsExactly(id);
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void a_sample_that_does_not_show_the_sessions_leaves_a_plan_pending() {
        JdbcTemplate superuser = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl());
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "unseen")) {
            UUID id = awaitPlan().plan().id();
            superuser.execute("REVOKE pg_monitor FROM " + ActuatorTestEnvironment.ACTUATOR_ROLE);
            try {
                Event<Health> unseen = sendEvent();
                AWAIT.untilAsserted(() -> assertThat(environment.store.queryForList(
                                "SELECT rule FROM commands WHERE cause_event_id = ? AND state = 'DONE'",
                                String.class,
                                unseen.id().id()))
                        .containsExactly("G1"));
            } finally {
                superuser.execute("GRANT pg_monitor TO " + ActuatorTestEnvironment.ACTUATOR_ROLE);
            }
            assertThat(pendingPlans()).extracting(PlanSummary::id).containsExactly(id);
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void after_REJECT_a_further_plan_has_the_other_sessions_only() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "rejected")) {
            UUID id = awaitPlan().plan().id();
            Result rejected = environment.execute(new CommandParameters.Reject(id));
            assertThat(rejected.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(rejected.effect()).isNull();
            assertThat(logTypes("command_id = ?", rejected.commandId())).containsExactly("PLAN_REJECTED");
            awaitAlert(AlertStatus.RESOLVED, null);
            assertRejected(new CommandParameters.Approve(id), "plan " + id + " was rejected by dba at ");
            assertRejected(new CommandParameters.Reject(id), "plan " + id + " was rejected by dba at ");
            Result further = awaitPlan();
            assertThat(pids(further, SessionOutcome.WOULD_TERMINATE))
                    .isEqualTo(pids(sessions).subList(4, 6));
            assertThat(further.sessions())
                    .filteredOn(session -> session.outcome() == SessionOutcome.SPARED)
                    .hasSize(4)
                    .allMatch(session ->
                            session.reason().contains("unchanged since plan " + id + ", which was rejected by dba"));
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void an_expired_and_an_unknown_plan_reject_the_command_with_the_cause() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "expired")) {
            UUID id = awaitPlan().plan().id();
            environment.store.update("UPDATE plans SET expires_at = clock_timestamp() WHERE id = ?", id);
            assertRejected(new CommandParameters.Approve(id), "plan " + id + " expired at ");
            assertRejected(new CommandParameters.Reject(id), "plan " + id + " expired at ");
            UUID unknown = UUID.randomUUID();
            assertRejected(new CommandParameters.Approve(unknown), "plan " + unknown + " is unknown; STATUS lists ");
            assertThat(pendingPlans()).isEmpty();
            assertThat(awaitPlan().plan().id()).as("the next plan of the rule").isNotEqualTo(id);
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void a_dry_run_of_APPROVE_shows_its_effect_and_the_plan_stays_pending() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "rehearsed")) {
            UUID id = awaitPlan().plan().id();
            Result dryRun = environment.awaitResult(environment.send(ActuatorTestEnvironment.command(
                    ActuatorTestEnvironment.TARGET, new CommandParameters.Approve(id), true)));
            assertThat(dryRun.dryRun()).isTrue();
            assertThat(pids(dryRun, SessionOutcome.WOULD_TERMINATE)).hasSize(4);
            assertThat(sessions.alive()).hasSize(6);
            assertThat(environment.execute(new CommandParameters.Approve(id)).terminatedCount())
                    .isEqualTo(4);
        }
    }

    @Test
    void of_two_approvals_one_is_executed() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "raced")) {
            UUID id = awaitPlan().plan().id();
            String first = environment.send(new CommandParameters.Approve(id));
            String second = environment.send(new CommandParameters.Approve(id));
            List<Result> results = List.of(environment.awaitResult(first), environment.awaitResult(second));
            assertThat(results)
                    .extracting(Result::outcome)
                    .containsExactlyInAnyOrder(CommandOutcome.COMPLETED, CommandOutcome.REJECTED);
            assertThat(results).extracting(Result::terminatedCount).containsExactlyInAnyOrder(4, 0);
            assertThat(sessions.alive()).hasSize(2);
        }
    }

    @Test
    void an_approval_that_crashed_before_its_first_signal_is_resumed() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "crashed")) {
            UUID id = awaitPlan().plan().id();
            actuator.close();
            String command = environment.send(new CommandParameters.Approve(id));
            environment.flush();
            try (ActuatorProcess process = ActuatorProcess.startCrashingAt(
                    CrashingActuator.CrashPoint.AFTER_INTENT, environment.arguments(SETTINGS))) {
                assertThat(process.awaitExit()).isEqualTo(SIGKILLED);
                assertThat(sessions.alive()).hasSize(6);
                assertThat(environment.store.queryForObject("SELECT status FROM plans WHERE id = ?", String.class, id))
                        .isEqualTo("APPROVED");
            } finally {
                startActuator();
            }
            Result result = environment.awaitResult(command);
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(4);
            assertThat(sessions.alive()).hasSize(2);
        }
    }

    @Test
    void a_full_server_whose_plan_waits_fires_PlanAwaitsApproval_and_not_EmergencyWithoutRelief() {
        actuator.close();
        actuator = environment.startActuator(
                "connwarden.policy.mode=ask",
                "connwarden.policy.cooldown.emergency=1ms",
                "connwarden.thresholds.warning-slot-utilization=1",
                "connwarden.thresholds.critical-slot-utilization=1");
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "full")) {
            for (int expired = 0; expired < 3; expired++) {
                Result planned = awaitPlan(HealthStatus.CRITICAL);
                assertThat(planned.decision().rule()).isEqualTo("R1");
                environment.store.update("UPDATE plans SET expires_at = clock_timestamp()");
            }
            assertThat(environment.store.queryForList("SELECT name FROM alert_states", String.class))
                    .contains("PlanAwaitsApproval")
                    .doesNotContain("EmergencyWithoutRelief");
            assertThat(sessions.alive()).hasSize(6);
        } finally {
            actuator.close();
            startActuator();
        }
    }

    private static void assertRejected(CommandParameters parameters, String reason) {
        Result result = environment.execute(parameters);
        assertThat(result.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(result.decision().reason()).startsWith(reason);
    }

    private static Event<Health> sendEvent() {
        return sendEvent(HealthStatus.CLEANUP_NEEDED);
    }

    private static Event<Health> sendEvent(HealthStatus status) {
        awaitNoWork();
        Event<Health> event = HealthEvents.of(status, now());
        environment.send(environment.topics.health(), event);
        return event;
    }

    /** Sends a health event, and waits for the result with the plan. */
    private static Result awaitPlan() {
        return awaitPlan(HealthStatus.CLEANUP_NEEDED);
    }

    private static Result awaitPlan(HealthStatus status) {
        Event<Health> event = sendEvent(status);
        Result result = environment
                .results
                .awaitOne(each -> event.id().id().equals(each.causeEventId()))
                .data();
        assertThat(result.plan()).isNotNull();
        return result;
    }

    /** An automatic command in progress suppresses the next one. */
    private static void awaitNoWork() {
        AWAIT.until(() -> Objects.equals(
                0,
                environment.store.queryForObject(
                        "SELECT count(*) FROM commands WHERE state <> 'DONE'", Integer.class)));
    }

    /** @param id the plan that the description names; null for a resolved alert */
    private static void awaitAlert(AlertStatus status, @Nullable UUID id) {
        AWAIT.untilAsserted(() -> assertThat(environment.alerts.events())
                .filteredOn(event -> event.data().name().equals("PlanAwaitsApproval"))
                .last()
                .satisfies(event -> {
                    assertThat(event.data().state()).isEqualTo(status);
                    assertThat(event.data().description()).contains(id == null ? "" : id.toString());
                }));
    }

    private static List<PlanSummary> pendingPlans() {
        List<PlanSummary> plans = environment
                .execute(new CommandParameters.Status())
                .targetState()
                .pendingPlans();
        return plans == null ? List.of() : plans;
    }

    private static List<String> logTypes(String condition, String value) {
        return environment.store.queryForList(
                "SELECT event_type FROM connection_logs WHERE " + condition, String.class, value);
    }

    private static void use(TestSessions sessions, int index) throws SQLException {
        try (Statement statement = sessions.connections().get(index).createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static int pid(TestSessions sessions, int index) {
        return pids(sessions).get(index);
    }

    private static List<Integer> pids(TestSessions sessions) {
        return sessions.backends().stream().map(Backend::pid).toList();
    }

    private static List<Integer> pids(Result result, SessionOutcome outcome) {
        return result.sessions().stream()
                .filter(session -> session.outcome() == outcome)
                .map(SessionReport::pid)
                .toList();
    }
}
