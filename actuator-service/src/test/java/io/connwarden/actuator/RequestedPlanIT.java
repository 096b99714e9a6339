package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Dry runs of commands, which APPROVE executes by the id of their plan, and pauses that end by themselves. */
class RequestedPlanIT {
    private static final CommandParameters ALL_IDLE = new CommandParameters.Cleanup(1e-6, 10);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        startActuator();
        environment.createTopic(environment.topics.commands("oncall"));
        environment.execute(new CommandParameters.Status());
    }

    private static void startActuator() {
        actuator = environment.startActuator(settings());
    }

    private static String settings() {
        return "connwarden.actuator.approval-topics=" + environment.topics.commands() + ","
                + environment.topics.commands("oncall");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_dry_run_is_executed_by_its_plan_and_a_session_that_was_used_since_is_refused() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "previewed")) {
            Result preview = dryRun(ALL_IDLE);
            PlanSummary plan = Objects.requireNonNull(preview.plan());
            assertThat(plan.rule()).isEqualTo("COMMAND");
            assertThat(plan.sessions()).isEqualTo(3);
            assertThat(plan.expiresAt()).isAfter(now());
            assertThat(outcomes(preview)).containsOnly(SessionOutcome.WOULD_TERMINATE);
            use(sessions, 1);
            try (TestSessions others = ActuatorTestEnvironment.idleSessions(2, "others")) {
                Result executed = environment.execute(new CommandParameters.Approve(plan.id()));
                assertThat(executed.outcome()).isEqualTo(CommandOutcome.COMPLETED);
                assertThat(executed.terminatedCount()).isEqualTo(2);
                assertThat(executed.decision().reason())
                        .startsWith("plan " + plan.id() + " approved by dba (a test): CLEANUP requested by dba")
                        .contains("1 of 3 sessions changed or ended since the plan");
                assertThat(executed.sessions())
                        .filteredOn(session -> session.outcome() == SessionOutcome.CHANGED)
                        .extracting(SessionReport::pid)
                        .containsExactly(backend(sessions, 1).pid());
                assertThat(sessions.alive())
                        .extracting(Backend::pid)
                        .containsExactly(backend(sessions, 1).pid());
                assertThat(others.alive()).hasSize(2);
            }
            Result again = environment.execute(new CommandParameters.Approve(plan.id()));
            assertThat(again.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(again.decision().reason())
                    .contains("was approved by dba", "send the command as a dry run again");
        }
    }

    @Test
    void the_override_of_a_dry_run_needs_a_permitted_topic_and_is_in_the_result_of_its_plan() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "locking")) {
            execute(sessions, 0, "SELECT pg_advisory_lock(4711)");
            Set<RuleId> override = Set.of(RuleId.G5);
            SessionId id = idOf(backend(sessions, 0));
            PlanSummary plan = Objects.requireNonNull(dryRun(new CommandParameters.Terminate(List.of(id), override))
                    .plan());
            CommandParameters approve = new CommandParameters.Approve(plan.id());
            String refused = UUID.randomUUID().toString();
            environment.send(
                    environment.topics.commands("oncall"),
                    new Event<>(
                            new EventId(ActuatorTestEnvironment.SOURCE, refused),
                            now(),
                            command(TARGET, approve, false)));
            Result refusal = environment.awaitResult(refused);
            assertThat(refusal.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(refusal.decision().reason()).contains("does not permit override [G5]");
            assertThat(sessions.alive()).hasSize(1);
            Result executed = environment.execute(approve);
            assertThat(outcomes(executed)).containsExactly(SessionOutcome.TERMINATED);
            assertThat(executed.override()).containsExactly("G5");
            assertThat(executed.planId()).isEqualTo(plan.id());
            assertThat(executed.commandDigest())
                    .isEqualTo(EventCodec.instance().digest(command(TARGET, approve, false)))
                    .isEqualTo(refusal.commandDigest());
        }
    }

    @Test
    void the_override_of_a_dry_run_holds_for_its_plan_after_a_crash_before_the_first_signal() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "crashing")) {
            execute(sessions, 0, "SELECT pg_advisory_lock(4712)");
            PlanSummary plan = Objects.requireNonNull(dryRun(
                            new CommandParameters.Terminate(List.of(idOf(backend(sessions, 0))), Set.of(RuleId.G5)))
                    .plan());
            actuator.close();
            String command = environment.send(new CommandParameters.Approve(plan.id()));
            environment.flush();
            try (ActuatorProcess process = ActuatorProcess.startCrashingAt(
                    CrashingActuator.CrashPoint.AFTER_INTENT, environment.arguments(settings()))) {
                process.awaitExit();
                assertThat(sessions.alive()).hasSize(1);
            } finally {
                startActuator();
            }
            Result result = environment.awaitResult(command);
            assertThat(outcomes(result)).containsExactly(SessionOutcome.TERMINATED);
            assertThat(result.override()).containsExactly("G5");
        }
    }

    @Test
    void two_dry_runs_have_two_plans_and_neither_waits_for_an_approval_of_a_rule() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "named twice")) {
            CommandParameters named = new CommandParameters.Terminate(List.of(idOf(backend(sessions, 0))));
            PlanSummary first = Objects.requireNonNull(dryRun(named).plan());
            PlanSummary second = Objects.requireNonNull(dryRun(named).plan());
            assertThat(first.id()).isNotEqualTo(second.id());
            assertThat(environment
                            .execute(new CommandParameters.Status())
                            .targetState()
                            .pendingPlans())
                    .isNull();
            Result rejected = environment.execute(new CommandParameters.Reject(first.id()));
            assertThat(rejected.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(rejected.planId()).isEqualTo(first.id());
            Result executed = environment.execute(new CommandParameters.Approve(second.id()));
            assertThat(outcomes(executed)).containsExactly(SessionOutcome.TERMINATED);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_dry_run_without_a_session_and_a_dry_run_of_AUTO_have_no_plan() {
        assertThat(dryRun(new CommandParameters.Cleanup(100_000, 10)).plan()).isNull();
        assertThat(dryRun(new CommandParameters.Auto()).plan()).isNull();
    }

    @Test
    void a_session_with_another_transaction_than_expected_is_reported_as_changed() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "expected")) {
            sessions.connections().get(0).setAutoCommit(false);
            execute(sessions, 0, "SELECT 1");
            SessionId id = idOf(backend(sessions, 0));
            Instant begun = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl())
                    .queryForObject(
                            "SELECT xact_start FROM pg_stat_activity WHERE pid = ?", OffsetDateTime.class, id.pid())
                    .toInstant();
            Result changed = environment.execute(terminate(id, begun.minusSeconds(1)));
            assertThat(outcomes(changed)).containsExactly(SessionOutcome.CHANGED);
            assertThat(changed.sessions().get(0).reason()).contains("the transaction that started at");
            assertThat(sessions.alive()).hasSize(1);
            Result ended = environment.execute(terminate(id, begun));
            assertThat(outcomes(ended)).containsExactly(SessionOutcome.TERMINATED);
        }
    }

    @Test
    void a_pause_ends_at_its_time_and_a_shorter_one_does_not_replace_it() {
        Instant until = now().plusSeconds(4);
        Result paused = environment.execute(new CommandParameters.Pause(until));
        assertThat(paused.decision().reason()).contains(until.toString());
        assertThat(paused.pauses()).singleElement().satisfies(pause -> {
            assertThat(pause.target()).isEqualTo(TARGET);
            assertThat(pause.requestedBy()).isEqualTo("dba");
            assertThat(pause.reason()).isEqualTo("a test");
            assertThat(pause.until()).isEqualTo(until);
        });
        assertThat(environment
                        .execute(new CommandParameters.Pause(until.minusSeconds(1)))
                        .pauses())
                .isEqualTo(paused.pauses());
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(environment
                                .execute(new CommandParameters.Status())
                                .targetState()
                                .paused())
                        .isFalse());
        assertThat(now()).isAfterOrEqualTo(until);
        assertThat(environment.execute(new CommandParameters.Pause(until)).outcome())
                .isEqualTo(CommandOutcome.REJECTED);
        assertThat(environment.execute(new CommandParameters.Resume()).pauses()).isEmpty();
    }

    private static CommandParameters terminate(SessionId id, Instant transaction) {
        return new CommandParameters.Terminate(
                List.of(id), Set.of(), List.of(new SessionExpectation(id, transaction, null)));
    }

    private static Result dryRun(CommandParameters parameters) {
        return environment.awaitResult(environment.send(command(TARGET, parameters, true)));
    }

    private static List<SessionOutcome> outcomes(Result result) {
        return result.sessions().stream()
                .map(SessionReport::outcome)
                .filter(outcome -> outcome != SessionOutcome.SPARED && outcome != SessionOutcome.PROTECTED)
                .toList();
    }

    private static SessionId idOf(Backend backend) {
        return new SessionId(backend.pid(), backend.backendStart());
    }

    private static Backend backend(TestSessions sessions, int index) {
        return sessions.backends().get(index);
    }

    private static void use(TestSessions sessions, int index) throws Exception {
        execute(sessions, index, "SELECT 1");
    }

    private static void execute(TestSessions sessions, int index, String sql) throws Exception {
        try (Statement statement = sessions.connections().get(index).createStatement()) {
            statement.execute(sql);
        }
    }
}
