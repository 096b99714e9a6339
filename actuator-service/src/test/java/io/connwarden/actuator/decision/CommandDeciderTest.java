package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDeciderTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MICRO = Duration.ofNanos(1000);

    @Test
    void a_cleanup_uses_the_age_and_the_limit_of_the_command() {
        Decision.Act act = assertActs(request(
                new CommandParameters.Cleanup(15, 2),
                healthy()
                        .with(
                                idle(1, Duration.ofMinutes(15)),
                                idle(2, Duration.ofMinutes(15).minus(MICRO)))
                        .with(idle(3, Duration.ofMinutes(16)), idle(4, Duration.ofMinutes(17))),
                generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.COMMAND);
        assertThat(pids(act)).containsExactly(4, 3);
        assertThat(act.victims().get(0).reason()).isEqualTo("idle for 17 min, threshold 15 min (COMMAND)");
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session().pid()).isEqualTo(1);
            assertThat(spared.ruleId()).isEqualTo(RuleId.COMMAND);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
        });
        assertThat(act.reason())
                .isEqualTo("CLEANUP requested by ann (too many), idle for at least 15 min, at most 2: 2 sessions to"
                        + " terminate, 1 spared (COMMAND: 1)");
    }

    @Test
    void a_named_cancel_of_a_session_that_waits_for_its_client_names_terminate() {
        Session unfinished = session(1).activeFor(HOUR).waitingForClient().build();
        Session copyFromClient =
                session(2).activeFor(HOUR).waitingForClient().maintenance().build();
        Decision.Act act = assertActs(request(
                new CommandParameters.Cancel(List.of(idOf(unfinished), idOf(copyFromClient))),
                healthy().with(unfinished, copyFromClient),
                generous()));
        assertThat(pids(act)).containsExactly(2);
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.CHANGED);
            assertThat(spared.reason())
                    .isEqualTo("no query is running (active, waits for its client); a cancel would have no effect; send"
                            + " TERMINATE to end the session");
        });
    }

    @Test
    void a_fraction_of_a_minute_is_not_rounded_down_to_zero() {
        SituationBuilder fresh = healthy().with(idle(1, Duration.ZERO), idle(2, Duration.ofSeconds(3)));
        assertThat(pids(assertActs(request(new CommandParameters.Cleanup(0.05, 10), fresh, generous()))))
                .containsExactly(2);
        assertThat(pids(assertActs(request(new CommandParameters.Cleanup(1e-12, 10), fresh, generous()))))
                .containsExactly(2);
    }

    @Test
    void a_threshold_of_a_year_selects_no_session() {
        Decision decision =
                request(new CommandParameters.Cleanup(525_600, 10), healthy().with(idle(1, HOUR)), generous());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.reason()).endsWith("no session meets the condition");
    }

    @Test
    void a_cleanup_ignores_the_cooldown_and_obeys_every_other_guard() {
        SituationBuilder situation = healthy()
                .with(idle(1, HOUR), idle(2, HOUR), idle(3, HOUR), idle(4, HOUR))
                .with(session(5).idleFor(HOUR).superuser().build())
                .acted(RuleId.R1, Duration.ZERO)
                .acted(RuleId.R2, Duration.ZERO)
                .acted(RuleId.COMMAND, Duration.ZERO);
        Decision.Act act = assertActs(request(
                new CommandParameters.Cleanup(15, 10),
                situation,
                policy("budget.sessions-percentage=20", "budget.terminations-per-hour=200")));
        assertThat(act.victims()).hasSize(1);
        assertThat(act.spared())
                .extracting(SparedSession::ruleId)
                .containsExactlyInAnyOrder(RuleId.G4, RuleId.G5, RuleId.G6, RuleId.G6);
    }

    @Test
    void a_requested_emergency_acts_whatever_the_status() {
        Decision.Act act = assertActs(
                request(new CommandParameters.Emergency(), healthy().with(idle(1, Duration.ofMinutes(6))), generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.R1);
        assertThat(act.reason())
                .isEqualTo("EMERGENCY requested by ann (too many); status HEALTHY, slot utilization 50 %, 0"
                        + " zombies: 1 session to terminate");
    }

    @Test
    void an_emergency_without_candidates_escalates_immediately_and_names_the_requester() {
        SituationBuilder young = critical().with(idle(1, Duration.ofMinutes(2)));
        Decision.Act act = assertActs(request(new CommandParameters.Emergency(), young, generous()));
        assertThat(act.reason())
                .isEqualTo("EMERGENCY requested by ann (too many); status CRITICAL, slot utilization 95 %, 0"
                        + " zombies; escalated to the next step immediately: 1 session to terminate");
    }

    @Test
    void an_emergency_does_not_escalate_below_the_relief_threshold_or_beyond_its_last_step() {
        SituationBuilder relieved = healthy().slots(75).with(idle(1, Duration.ofMinutes(2)));
        assertThat(request(new CommandParameters.Emergency(), relieved, generous()))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R1,
                        "EMERGENCY requested by ann (too many); status HEALTHY, slot utilization 75 %, 0 zombies:"
                                + " no session meets the condition",
                        List.of()));
        Policy oneStep = policy("survivors-per-application=0", "emergency.max-steps=1");
        assertThat(request(new CommandParameters.Emergency(), relieved.slots(95), oneStep))
                .isInstanceOf(Decision.NoAction.class);
        assertThat(request(new CommandParameters.Emergency(), relieved.slots(75.01), generous()))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void a_requested_emergency_obeys_the_cooldown() {
        assertThat(request(
                        new CommandParameters.Emergency(),
                        critical().with(idle(1, HOUR)).acted(RuleId.R1, Duration.ofSeconds(9)),
                        generous()))
                .isEqualTo(new Decision.Rejected(RuleId.G3, "R1 acted 9 s ago, cooldown 10 s (G3)"));
    }

    @Test
    void a_dry_run_holds_back_no_requested_emergency_and_a_real_action_holds_back_its_dry_run() {
        SituationBuilder full = critical().with(idle(1, HOUR), idle(2, HOUR), idle(3, HOUR), idle(4, HOUR));
        SituationBuilder afterDryRun = full.madeDryRun(RuleId.R1, Duration.ofSeconds(1));
        assertThat(request(new CommandParameters.Emergency(), afterDryRun, generous()))
                .isInstanceOf(Decision.Act.class);
        assertThat(decide(command(new CommandParameters.Emergency(), true), afterDryRun, generous()))
                .isInstanceOfSatisfying(
                        Decision.Act.class, act -> assertThat(act.dryRun()).isTrue());
        assertThat(decide(
                        command(new CommandParameters.Emergency(), true),
                        full.actedReally(RuleId.R1, Duration.ofSeconds(9)),
                        generous()))
                .isEqualTo(new Decision.Rejected(RuleId.G3, "R1 acted 9 s ago, cooldown 10 s (G3)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "watch", "ask", "act"})
    void AUTO_decides_by_the_modes_as_a_health_event_does(String mode) {
        SituationBuilder situation = critical().with(idle(1, HOUR), idle(2, HOUR), idle(3, HOUR));
        Policy policy = policy("mode=" + mode);
        Decision automatic = Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
        Decision requested = request(new CommandParameters.Auto(), situation, policy);
        assertThat(requested).hasSameClassAs(automatic);
        assertThat(requested.ruleId()).isEqualTo(automatic.ruleId());
        assertThat(requested.spared()).isEqualTo(automatic.spared());
        assertThat(requested.reason()).startsWith(automatic.reason());
    }

    @Test
    void AUTO_on_a_watched_target_only_records_its_decision_and_says_how_to_arm_and_which_command_acts() {
        Decision.Act recorded = assertActs(request(
                new CommandParameters.Auto(), critical().with(idle(1, HOUR)), policyOver(generous(), "mode=watch")));
        assertThat(recorded.dryRun()).isTrue();
        assertThat(recorded.reason())
                .endsWith("; mode watch, no signal is sent; AUTO obeys the modes and only recorded this decision: set"
                        + " policy.modes.r1 to act, or send EMERGENCY, CLEANUP or TERMINATE, which act in any mode");
    }

    @Test
    void AUTO_in_mode_ask_makes_a_plan_and_a_dry_run_of_it_does_not() {
        SituationBuilder situation = critical().with(idle(1, HOUR));
        Policy asking = policyOver(generous(), "mode=ask");
        assertThat(request(new CommandParameters.Auto(), situation, asking))
                .isInstanceOfSatisfying(
                        Decision.Ask.class,
                        plan -> assertThat(plan.reason())
                                .endsWith(
                                        "; AUTO obeys the modes: to signal these sessions, send APPROVE with the planId"
                                                + " of the result"));
        Decision.Act dryRun = assertActs(decide(command(new CommandParameters.Auto(), true), situation, asking));
        assertThat(dryRun.dryRun()).isTrue();
        assertThat(dryRun.reason()).doesNotContain("AUTO obeys");
    }

    @Test
    void AUTO_is_rejected_where_the_mode_of_every_rule_is_off_and_the_reason_names_the_commands_that_act() {
        assertThat(request(
                        new CommandParameters.Auto(),
                        critical().with(idle(1, HOUR)),
                        policyOver(generous(), "mode=off")))
                .isInstanceOfSatisfying(Decision.Rejected.class, rejected -> {
                    assertThat(rejected.ruleId()).isEqualTo(RuleId.G2);
                    assertThat(rejected.reason()).contains("EMERGENCY, CLEANUP, TERMINATE and CANCEL act in any mode");
                });
    }

    @Test
    void the_next_step_of_AUTO_selects_sessions_of_mode_act_only() {
        Policy policy = policyOver(generous(), "overrides[0].match.applications=watched", "overrides[0].mode=watch");
        Session watched = session(1).application("watched").idleFor(HOUR).build();
        EscalationState first = new EscalationState(1, 2, Set.of(), 0, 0, 0, false);
        Decision.Act step = assertActs(Decider.standard()
                .decideNextStep(
                        new Trigger.CommandTrigger(command(new CommandParameters.Auto(), false)),
                        first,
                        critical().with(watched, idle(2, HOUR)).build(),
                        policy));
        assertThat(pids(step)).containsExactly(2);
    }

    @Test
    void exactly_the_named_sessions_are_terminated_in_any_state() {
        Session working = active(1, Duration.ofSeconds(1));
        Session resting = idle(2, Duration.ofSeconds(5));
        Decision.Act act = assertActs(request(
                new CommandParameters.Terminate(List.of(idOf(working), idOf(resting), idOf(working))),
                healthy().with(working, resting, idle(3, HOUR), stuck(4, HOUR)),
                generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.COMMAND);
        assertThat(pids(act)).containsExactly(2, 1);
        assertThat(act.victims()).allSatisfy(victim -> {
            assertThat(victim.signal()).isEqualTo(SignalKind.TERMINATE);
            assertThat(victim.stateMustMatch()).isFalse();
        });
        assertThat(act.victims().get(0).reason()).isEqualTo("named by the command; idle for 5 s");
        assertThat(act.reason()).isEqualTo("TERMINATE requested by ann (too many): 2 sessions to terminate");
    }

    @Test
    void a_session_named_for_its_transaction_is_signalled_in_the_state_of_the_sample_only() {
        Session open = stuck(1, HOUR);
        SessionExpectation shown =
                new SessionExpectation(idOf(open), open.activity().xactStart(), null);
        Decision.Act act = assertActs(request(
                new CommandParameters.Terminate(List.of(idOf(open)), Set.of(), List.of(shown)),
                healthy().with(open),
                generous()));
        assertThat(act.victims()).singleElement().satisfies(victim -> {
            assertThat(victim.signal()).isEqualTo(SignalKind.TERMINATE);
            assertThat(victim.stateMustMatch()).isTrue();
        });
    }

    @Test
    void an_expectation_holds_for_a_session_that_is_named_a_second_time_with_fewer_digits() {
        Session session = session(7).backendStart(NOW.plus(123_456, MICROS)).build();
        SessionId cut = new SessionId(7, NOW.plus(123_000, MICROS), 3);
        SessionExpectation other = new SessionExpectation(idOf(session), NOW.minus(HOUR), null);
        Decision decision = request(
                new CommandParameters.Terminate(List.of(cut, idOf(session)), Set.of(), List.of(other)),
                healthy().with(session),
                generous());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.spared()).extracting(spared -> spared.outcome()).containsOnly(SessionOutcome.CHANGED);
    }

    @Test
    void a_recycled_pid_is_left_alone() {
        Session now = idle(7, HOUR);
        SessionId before = new SessionId(7, idOf(now).backendStart().minus(MICRO));
        Decision decision = request(
                new CommandParameters.Terminate(List.of(before)), healthy().with(now), generous());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.ALREADY_GONE);
            assertThat(spared.session().id()).contains(before);
            assertThat(spared.reason()).isEqualTo("pid 7 belongs to another backend now, started 2026-02-28T19:00:00Z");
        });
    }

    @Test
    void a_start_cut_to_milliseconds_terminates_the_session_by_its_whole_identity() {
        Session session = session(7).backendStart(NOW.plus(123_456, MICROS)).build();
        SessionId cut = new SessionId(7, NOW.plus(123_000, MICROS), 3);
        Decision.Act act = assertActs(request(
                new CommandParameters.Terminate(List.of(cut, idOf(session))),
                healthy().with(session, idle(8, HOUR)),
                generous()));
        assertThat(act.victims())
                .singleElement()
                .satisfies(victim -> assertThat(victim.session().id()).contains(idOf(session)));
    }

    @Test
    void a_start_with_fewer_digits_that_means_no_session_is_rejected_with_the_true_start() {
        Session session = session(7).backendStart(NOW.plus(123_456, MICROS)).build();
        SessionId shifted = new SessionId(7, NOW.plus(Duration.ofHours(1)), 3);
        Decision decision = request(
                new CommandParameters.Terminate(List.of(shifted)), healthy().with(session), generous());
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.COMMAND);
        assertThat(decision.reason())
                .isEqualTo("pid 7 was started at 2026-03-01T03:00:00.123456Z, the command names 2026-03-01T04:00:00Z;"
                        + " send backendStart as pg_stat_activity shows it, to the microsecond");
    }

    @Test
    void a_start_that_means_no_session_does_not_hold_back_the_other_named_sessions() {
        Session session = session(7).backendStart(NOW.plus(123_456, MICROS)).build();
        SessionId shifted = new SessionId(8, NOW.plus(Duration.ofHours(1)), 3);
        Decision.Act act = assertActs(request(
                new CommandParameters.Terminate(List.of(shifted, idOf(session))),
                healthy().with(session, idle(8, HOUR)),
                generous()));
        assertThat(pids(act)).containsExactly(7);
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.CHANGED);
            assertThat(spared.reason())
                    .startsWith("pid 8 was started at 2026-02-28T19:00:00Z, the command names ")
                    .endsWith("send backendStart as pg_stat_activity shows it, to the microsecond");
        });
    }

    @Test
    void a_session_that_ended_is_already_gone() {
        SessionId gone = new SessionId(8, NOW);
        Decision decision = request(
                new CommandParameters.Terminate(List.of(gone)), healthy().with(idle(7, HOUR)), generous());
        assertThat(decision.spared())
                .containsExactly(new SparedSession(
                        Session.notFound(gone),
                        RuleId.COMMAND,
                        SessionOutcome.ALREADY_GONE,
                        "no client session has pid 8"));
        assertThat(decision.reason())
                .isEqualTo("TERMINATE requested by ann (too many): no session selected, 1 spared (COMMAND: 1)");
    }

    @Test
    void an_invisible_session_cannot_be_named() {
        SessionId named = new SessionId(7, NOW);
        Decision decision = request(
                new CommandParameters.Terminate(List.of(named)),
                healthy().with(session(7).backendStart(null).build()),
                generous());
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.ruleId()).isEqualTo(RuleId.G5);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
            assertThat(spared.reason()).contains("backend start of pid 7 is not visible");
        });
    }

    @Test
    void protection_and_budget_apply_to_named_sessions_and_survivors_do_not() {
        List<Session> all = List.of(
                idle(1, Duration.ofSeconds(1)),
                idle(2, Duration.ofSeconds(2)),
                idle(3, Duration.ofSeconds(3)),
                session(4).idleFor(HOUR).own().build());
        Decision.Act act = assertActs(request(
                new CommandParameters.Terminate(
                        all.stream().map(SessionBuilder::idOf).toList()),
                healthy().with(all),
                policy("budget.sessions-percentage=50", "budget.terminations-per-hour=200")));
        assertThat(pids(act)).containsExactly(3, 2);
        assertThat(act.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.G5, RuleId.G4);
    }

    @Test
    void a_cancel_reaches_only_a_running_query() {
        Session working = active(1, Duration.ofSeconds(1));
        Session waiting = stuck(2, Duration.ofMinutes(3));
        Decision.Act act = assertActs(request(
                new CommandParameters.Cancel(List.of(idOf(working), idOf(waiting))),
                healthy().with(working, waiting),
                generous()));
        assertThat(act.victims()).singleElement().satisfies(victim -> {
            assertThat(victim.session()).isEqualTo(working);
            assertThat(victim.signal()).isEqualTo(SignalKind.CANCEL);
            assertThat(victim.stateMustMatch()).isTrue();
        });
        assertThat(act.spared())
                .containsExactly(new SparedSession(
                        waiting,
                        RuleId.COMMAND,
                        SessionOutcome.CHANGED,
                        "no query is running (idle in transaction); a cancel would have no effect; send TERMINATE to"
                                + " end the session"));
        assertThat(act.reason())
                .isEqualTo("CANCEL requested by ann (too many): 1 query to cancel, 1 spared (COMMAND: 1)");
    }

    @Test
    void a_paused_target_rejects_commands_too() {
        for (CommandParameters parameters : List.of(
                new CommandParameters.Cleanup(1, 1),
                new CommandParameters.Emergency(),
                new CommandParameters.Auto(),
                new CommandParameters.Terminate(List.of(new SessionId(1, NOW))),
                new CommandParameters.Cancel(List.of(new SessionId(1, NOW))))) {
            assertThat(request(
                                    parameters,
                                    critical().paused(new TargetPause("bob", "migration", false, NOW, "send RESUME")),
                                    generous())
                            .ruleId())
                    .isEqualTo(RuleId.G2);
        }
    }

    @Test
    void a_dry_run_by_command_or_by_policy_is_a_dry_run() {
        Session resting = idle(1, HOUR);
        for (CommandParameters parameters : List.of(
                new CommandParameters.Cleanup(1, 1),
                new CommandParameters.Emergency(),
                new CommandParameters.Terminate(List.of(idOf(resting))))) {
            SituationBuilder situation = critical().with(resting);
            Policy dry = policy("dry-run=true", "survivors-per-application=0");
            assertThat(assertActs(request(parameters, situation, generous())).dryRun())
                    .isFalse();
            assertThat(assertActs(request(parameters, situation, dry)).dryRun()).isTrue();
            assertThat(assertActs(decide(command(parameters, true), situation, generous()))
                            .dryRun())
                    .isTrue();
        }
        assertThat(assertActs(decide(
                                command(new CommandParameters.Auto(), true),
                                critical().with(resting),
                                generous()))
                        .dryRun())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("requestsForNoSession")
    void a_request_that_names_no_session_is_rejected_by_an_exception(CommandParameters parameters) {
        assertThatThrownBy(() -> request(parameters, healthy(), generous()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("action must select sessions (CLEANUP, EMERGENCY, AUTO, TERMINATE or CANCEL), was "
                        + parameters.action());
    }

    static Stream<CommandParameters> requestsForNoSession() {
        return Stream.of(
                new CommandParameters.Monitor(),
                new CommandParameters.Health(),
                new CommandParameters.Status(),
                new CommandParameters.Pause(),
                new CommandParameters.Resume(),
                new CommandParameters.Approve(new UUID(1, 2)),
                new CommandParameters.Reject(new UUID(1, 2)));
    }

    private static Decision request(CommandParameters parameters, SituationBuilder situation, Policy policy) {
        return decide(command(parameters, false), situation, policy);
    }

    private static Decision decide(Command command, SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.CommandTrigger(command), situation.build(), policy);
    }

    private static Command command(CommandParameters parameters, boolean dryRun) {
        return new Command("orders-db", parameters, "ann", "too many", dryRun, null);
    }

    private static Decision.Act assertActs(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
