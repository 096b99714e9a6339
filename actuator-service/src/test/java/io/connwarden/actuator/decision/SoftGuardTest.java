package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last step of R1 relaxes G6, so that no soft guard makes a full server untouchable. */
class SoftGuardTest {
    private static final Decider DECIDER = Decider.standard();
    private static final Trigger HEALTH_EVENT = new Trigger.HealthEventTrigger(NOW);
    private static final Trigger EMERGENCY = command(new CommandParameters.Emergency());

    @Test
    void on_a_full_server_the_oldest_survivors_are_terminated_and_the_decision_says_so() {
        Decision decision = DECIDER.decide(HEALTH_EVENT, full(services(18)), TestPolicies.acting());
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.ruleId()).isEqualTo(RuleId.R1);
            // The budget is 40 % of 36 sessions. A higher pid is older.
            assertThat(pids(act)).containsExactly(36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23);
            assertThat(act.reason())
                    .contains("every candidate was spared, so the last step relaxes G6")
                    .endsWith("14 sessions to terminate, 22 spared (G4: 22)");
            assertThat(act.victims())
                    .allMatch(victim -> victim.reason()
                            .endsWith("threshold 1 min (R1); G6 relaxed, because every candidate was spared"));
        });
    }

    @Test
    void the_EMERGENCY_command_relaxes_the_guard_too() {
        assertThat(DECIDER.decide(EMERGENCY, full(services(18)), TestPolicies.acting()))
                .isInstanceOfSatisfying(
                        Decision.Act.class, act -> assertThat(pids(act)).hasSize(14));
    }

    @Test
    void with_one_step_the_first_step_is_the_last_one() {
        Policy policy = policy("emergency.max-steps=1", "emergency.idle-for=80s");
        assertThat(DECIDER.decide(HEALTH_EVENT, full(services(18)), policy))
                .isInstanceOfSatisfying(
                        Decision.Act.class,
                        act -> assertThat(act.victims())
                                .hasSize(14)
                                .allMatch(victim -> victim.reason().contains("threshold 1 min 20 s (R1)")));
    }

    @Test
    void the_limit_of_a_step_holds() {
        Policy policy = policy("budget.sessions-percentage=100", "emergency.next-step.max-idle-terminations=5");
        assertThat(DECIDER.decide(HEALTH_EVENT, full(services(18)), policy))
                .isInstanceOfSatisfying(
                        Decision.Act.class, act -> assertThat(pids(act)).containsExactly(36, 35, 34, 33, 32));
    }

    @Test
    void an_exhausted_hourly_budget_holds_and_is_the_reason() {
        Decision decision = DECIDER.decide(
                HEALTH_EVENT,
                critical().with(services(18)).terminationsLastHour(200).build(),
                TestPolicies.acting());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.G4);
        assertThat(decision.spared()).extracting(SparedSession::ruleId).containsOnly(RuleId.G6);
    }

    @Test
    void the_next_step_of_an_emergency_relaxes_the_guard_while_the_server_is_full() {
        Decision first = DECIDER.decide(HEALTH_EVENT, full(withOldSession()), TestPolicies.acting());
        assertThat(pids((Decision.Act) first)).containsExactly(99);
        EscalationState state = EscalationState.afterFirstStep((Decision.Act) first, full(withOldSession()));
        Decision next = DECIDER.decideNextStep(HEALTH_EVENT, state, full(services(18)), TestPolicies.acting());
        assertThat(next).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(pids(act)).startsWith(36, 35, 34).hasSize(13);
            assertThat(act.reason()).contains("the last step relaxes G6");
        });
        assertThat(DECIDER.decideNextStep(
                        HEALTH_EVENT,
                        state,
                        critical().slots(90).with(services(18)).build(),
                        TestPolicies.acting()))
                .isInstanceOf(Decision.NoAction.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {80, 90})
    void at_or_below_the_critical_threshold_the_survivors_are_kept(double slots) {
        Decision decision = DECIDER.decide(
                EMERGENCY,
                critical()
                        .slots(slots)
                        .status(HealthStatus.WARNING)
                        .with(services(18))
                        .build(),
                TestPolicies.acting());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.spared())
                .hasSize(36)
                .extracting(SparedSession::ruleId)
                .containsOnly(RuleId.G6);
    }

    @Test
    void while_another_session_can_be_selected_the_survivors_are_kept() {
        assertThat(DECIDER.decide(HEALTH_EVENT, full(withOldSession()), TestPolicies.acting()))
                .isInstanceOfSatisfying(Decision.Act.class, act -> {
                    assertThat(pids(act)).containsExactly(99);
                    assertThat(act.reason()).doesNotContain("relaxes");
                });
    }

    @Test
    void a_query_that_can_be_cancelled_in_another_mode_keeps_no_survivor_on_a_full_server() {
        Policy policy = policy("overrides[0].match.applications=reports", "overrides[0].mode=watch");
        Session query = session(99)
                .application("reports")
                .activeFor(Duration.ofHours(1))
                .build();
        Situation full = critical().with(services(18)).with(query).build();
        assertThat(DECIDER.decide(HEALTH_EVENT, full, policy)).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.dryRun()).isFalse();
            assertThat(act.reason()).contains("the last step relaxes G6");
        });
    }

    @ParameterizedTest
    @CsvSource({"CLEANUP, G6", "TERMINATE, COMMAND"})
    void no_other_command_relaxes_a_guard(String action, RuleId expected) {
        CommandParameters parameters = action.equals("CLEANUP")
                ? new CommandParameters.Cleanup(1, 10)
                : new CommandParameters.Terminate(
                        List.of(SessionBuilder.idOf(session(1_000).build())));
        assertThat(DECIDER.decide(command(parameters), full(services(18)), TestPolicies.acting())
                        .spared())
                .extracting(SparedSession::ruleId)
                .containsOnly(expected);
    }

    @Test
    void a_hard_guard_is_never_relaxed() {
        List<Session> protectedSessions = IntStream.rangeClosed(1, 36)
                .mapToObj(pid ->
                        session(pid).listening().idleFor(Duration.ofHours(1)).build())
                .toList();
        Decision decision = DECIDER.decide(HEALTH_EVENT, full(protectedSessions), TestPolicies.acting());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.reason()).doesNotContain("relaxes");
    }

    /** Returns two idle sessions of each service. None is idle for the time of the first step. */
    private static List<Session> services(int count) {
        return IntStream.rangeClosed(1, 2 * count)
                .mapToObj(pid -> session(pid)
                        .application("service " + "abcdefghijklmnopqrst".charAt((pid - 1) / 2))
                        .idleFor(Duration.ofSeconds(100L + pid))
                        .build())
                .toList();
    }

    private static List<Session> withOldSession() {
        return IntStream.rangeClosed(0, 36)
                .mapToObj(i -> i == 0
                        ? session(99)
                                .application("service a")
                                .idleFor(Duration.ofMinutes(10))
                                .build()
                        : services(18).get(i - 1))
                .toList();
    }

    private static Situation full(List<Session> sessions) {
        return critical().with(sessions).build();
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }

    private static Trigger command(CommandParameters parameters) {
        return new Trigger.CommandTrigger(new Command("orders-db", parameters, "ann", "because", false, null));
    }
}
