package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        actuator = environment.startActuator();
        environment.execute(new CommandParameters.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_dry_run_is_executed_by_its_plan_and_a_session_that_was_used_since_is_refused() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "previewed");
                TestSessions later = ActuatorTestEnvironment.idleSessions(0, "later")) {
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
                assertThat(later.alive()).isEmpty();
            }
            Result again = environment.execute(new CommandParameters.Approve(plan.id()));
            assertThat(again.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(again.decision().reason())
                    .contains("was approved by dba", "send the command as a dry run again");
        }
    }

    @Test
    void two_dry_runs_have_two_plans_and_neither_waits_for_an_approval_of_a_rule() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "named twice")) {
            CommandParameters named =
                    new CommandParameters.Terminate(List.of(backend(sessions, 0).id()));
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
            sessions.connection(0).setAutoCommit(false);
            execute(sessions, 0, "SELECT 1");
            SessionId id = backend(sessions, 0).id();
            Instant begun = environment.xactStart(id.pid());
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

    private static Backend backend(TestSessions sessions, int index) {
        return sessions.backends().get(index);
    }

    private static void use(TestSessions sessions, int index) throws Exception {
        execute(sessions, index, "SELECT 1");
    }

    private static void execute(TestSessions sessions, int index, String sql) throws Exception {
        try (Statement statement = sessions.connection(index).createStatement()) {
            statement.execute(sql);
        }
    }
}
