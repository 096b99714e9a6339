package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Policy STANDARD = TestPolicies.acting();

    @Test
    void a_healthy_target_is_left_alone() {
        assertThat(decide(healthy().with(idle(1, HOUR)), STANDARD))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R5,
                        "no rule applies (status HEALTHY, slot utilization 50 %, 0 zombies): no action",
                        List.of()));
    }

    @Test
    void an_emergency_comes_before_every_other_rule() {
        Decision decision =
                decide(critical().zombies(30).with(idleSessions(10, HOUR)).with(stuck(90, HOUR)), generous());
        assertThat(decision.ruleId()).isEqualTo(RuleId.R1);
        assertThat(decision).isInstanceOf(Decision.Act.class);
    }

    @Test
    void zombie_cleanup_comes_before_gentle_cleanup() {
        Decision decision = decide(warning().zombies(21).with(idleSessions(25, HOUR)), generous());
        assertThat(decision.ruleId()).isEqualTo(RuleId.R2);
        assertThat(assertActs(decision).victims()).hasSize(15);
    }

    @Test
    void a_warning_selects_the_five_longest_idle_sessions() {
        Decision.Act act = assertActs(decide(warning().with(idleSessions(7, HOUR)), generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.R3);
        assertThat(pids(act)).containsExactly(7, 6, 5, 4, 3);
        assertThat(act.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.R3, RuleId.R3);
        assertThat(act.reason())
                .isEqualTo("status WARNING, slot utilization 85 %, 0 zombies; R3 acts above 80 %: 5 sessions to"
                        + " terminate, 2 spared (R3: 2)");
    }

    @Test
    void stuck_transactions_are_terminated_whatever_the_status() {
        Decision.Act act = assertActs(decide(healthy().with(stuck(1, HOUR)).withBystanders(10), STANDARD));
        assertThat(act.ruleId()).isEqualTo(RuleId.R4);
        assertThat(act.victims()).singleElement().satisfies(victim -> {
            assertThat(victim.signal()).isEqualTo(SignalKind.TERMINATE);
            assertThat(victim.stateMustMatch()).isTrue();
        });
    }

    @Test
    void a_rule_without_victims_yields_to_the_next_rule() {
        Decision.Act act = assertActs(decide(cleanupNeeded(11).with(stuck(1, HOUR), idle(2, MINUTE)), generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.R4);
        assertThat(pids(act)).containsExactly(1);
    }

    @Test
    void a_protected_stuck_transaction_is_no_reason_to_end_idle_sessions() {
        Session dump = session(1).stuckFor(HOUR, Duration.ofMinutes(2)).backup().build();
        Decision decision = decide(
                healthy()
                        .status(HealthStatus.CLEANUP_NEEDED)
                        .stuckTransactions(1)
                        .zombies(1)
                        .with(dump, idle(2, HOUR), idle(3, HOUR), idle(4, HOUR))
                        .withBystanders(20),
                generous());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.R4);
        assertThat(decision.spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.session()).isEqualTo(dump));
    }

    @Test
    void a_young_leak_on_a_full_server_is_named_as_not_yet_selected() {
        SituationBuilder full = critical().slots(100).withBystanders(3);
        for (int pid = 1; pid <= 15; pid++) {
            full.with(session(pid)
                    .application("leaky")
                    .idleFor(Duration.ofSeconds(4))
                    .build());
        }
        full.with(session(16)
                .application("psql")
                .superuser()
                .idleFor(Duration.ofSeconds(4))
                .build());
        Decision decision = decide(full, STANDARD);
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.reason())
                .startsWith("status CRITICAL, slot utilization 100 %, 0 zombies; R1 acts above 90 %: no session meets"
                        + " the condition; not candidates: 15 sessions of leaky, idle below 5 min; R1: no session"
                        + " meets the condition; not candidates: 15 sessions of leaky, idle below 1 min");
    }

    @Test
    void sessions_spared_by_an_earlier_rule_are_reported() {
        Session listener = session(2).idleFor(HOUR).listening().build();
        Decision.Act act = assertActs(decide(cleanupNeeded(11).with(stuck(1, HOUR), listener), generous()));
        assertThat(act.ruleId()).isEqualTo(RuleId.R4);
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session()).isEqualTo(listener);
            assertThat(spared.ruleId()).isEqualTo(RuleId.G5);
        });
    }

    @Test
    void a_session_is_reported_as_spared_once() {
        Session listener = session(2).idleFor(HOUR).listening().build();
        Decision decision = decide(critical().zombies(11).with(listener), generous());
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.R1);
        assertThat(decision.spared()).hasSize(1);
        assertThat(decision.reason())
                .isEqualTo("status CRITICAL, slot utilization 95 %, 11 zombies; R1 acts above 90 %: no session"
                        + " selected, 1 spared (G5: 1); R1: no session selected, 1 spared (G5: 1); R2: no session"
                        + " selected, 1 spared (G5: 1); R3: no session selected, 1 spared (G5: 1)");
    }

    @Test
    void the_cooldown_of_R1_holds_back_R2_and_R3() {
        Decision decision = decide(
                critical().zombies(30).acted(RuleId.R1, Duration.ofSeconds(9)).with(idleSessions(9, HOUR)), generous());
        assertThat(decision)
                .isEqualTo(new Decision.NoAction(RuleId.G3, "R1 acted 9 s ago, cooldown 10 s (G3)", List.of()));
    }

    @Test
    void the_cooldown_of_R2_holds_back_R3_and_not_R1() {
        SituationBuilder coolingDown =
                warning().zombies(21).acted(RuleId.R2, Duration.ofSeconds(59)).with(idleSessions(9, HOUR));
        assertThat(decide(coolingDown, generous()).ruleId()).isEqualTo(RuleId.G3);
        assertThat(decide(coolingDown.status(HealthStatus.CRITICAL), generous()).ruleId())
                .isEqualTo(RuleId.R1);
    }

    @Test
    void the_cooldown_of_a_stronger_rule_holds_although_its_condition_has_ended() {
        SituationBuilder relieved = warning().with(idleSessions(9, HOUR));
        assertThat(decide(relieved, generous()).ruleId()).isEqualTo(RuleId.R3);
        assertThat(decide(relieved.acted(RuleId.R2, Duration.ofSeconds(52)), generous()))
                .isEqualTo(new Decision.NoAction(RuleId.G3, "R2 acted 52 s ago, cooldown 1 min (G3)", List.of()));
        assertThat(decide(relieved.acted(RuleId.R2, Duration.ofSeconds(61)), generous())
                        .ruleId())
                .isEqualTo(RuleId.R3);
    }

    @Test
    void stuck_transactions_are_taken_while_another_rule_rests() {
        Decision decision =
                decide(critical().acted(RuleId.R1, Duration.ofSeconds(1)).with(stuck(1, HOUR)), generous());
        assertThat(decision.ruleId()).isEqualTo(RuleId.R4);
    }

    @Test
    void during_the_cooldown_of_R4_stuck_transactions_are_left_alone() {
        Decision decision =
                decide(healthy().acted(RuleId.R4, Duration.ofSeconds(1)).with(stuck(1, HOUR)), generous());
        assertThat(decision)
                .isEqualTo(new Decision.NoAction(RuleId.G3, "R4 acted 1 s ago, cooldown 1 min (G3)", List.of()));
    }

    @Test
    void a_health_event_is_acted_on_while_it_is_valid_and_no_longer() {
        SituationBuilder situation = critical().with(idleSessions(9, HOUR));
        assertThat(decideAt(NOW.minusSeconds(60), situation)).isInstanceOf(Decision.Act.class);
        assertThat(decideAt(NOW.minusMillis(60_001), situation))
                .isEqualTo(new Decision.NoAction(
                        RuleId.INTAKE,
                        "the health event is 1 min old, maximum 1 min (policy.health-max-age)",
                        List.of()));
        assertThat(decideAt(NOW.plusSeconds(30), situation)).isInstanceOf(Decision.Act.class);
        assertThat(decideAt(NOW.plusSeconds(31), situation))
                .isEqualTo(new Decision.NoAction(
                        RuleId.INTAKE,
                        "the health event is 31 s ahead of the clock of the actuator, maximum 30 s; synchronize the"
                                + " clocks of the monitor and the actuator",
                        List.of()));
    }

    @Test
    void with_mode_off_health_events_lead_to_no_action() {
        assertThat(decide(critical().with(idleSessions(9, HOUR)), policy("mode=off")))
                .isEqualTo(new Decision.Rejected(
                        RuleId.G2,
                        "the mode of every rule is off (policy.mode); EMERGENCY, CLEANUP, TERMINATE and CANCEL act in"
                                + " any mode (G2)"));
    }

    @Test
    void target_guards_are_tried_in_order_and_before_any_rule() {
        SituationBuilder paused =
                critical().with(idleSessions(9, HOUR)).paused(new TargetPause("ann", "why", false, NOW, "send RESUME"));
        assertThat(decide(paused, generous()).ruleId()).isEqualTo(RuleId.G2);
        assertThat(decide(paused.visibility(10), generous())).isInstanceOf(Decision.Rejected.class);
        assertThat(decide(paused.visibility(10), generous()).ruleId()).isEqualTo(RuleId.G1);
    }

    @Test
    void a_state_from_before_a_step_of_the_targets_clock_is_as_old_as_the_step() {
        SituationBuilder jumped = critical().with(idleSessions(9, HOUR)).clockStepped(Duration.ofSeconds(59));
        assertThat(decide(jumped, generous())).isInstanceOf(Decision.NoAction.class);
        assertThat(decide(jumped.clockStepped(Duration.ofMinutes(5)), generous()))
                .isInstanceOfSatisfying(
                        Decision.Act.class,
                        act -> assertThat(act.victims().get(0).reason()).startsWith("idle for 5 min, "));
    }

    @Test
    void a_dry_run_by_policy_selects_victims_as_a_real_run_does() {
        Decision.Act act = assertActs(decide(critical().with(idleSessions(9, HOUR)), policy("dry-run=true")));
        assertThat(act.dryRun()).isTrue();
        assertThat(assertActs(decide(critical().with(idleSessions(9, HOUR)), STANDARD))
                        .dryRun())
                .isFalse();
    }

    @Test
    void an_emergency_selects_each_kind_up_to_its_limit_and_reports_the_limit() {
        SituationBuilder situation = critical().with(idleSessions(25, HOUR));
        for (int i = 0; i < 12; i++) {
            situation.with(active(200 + i, HOUR));
        }
        for (int i = 0; i < 6; i++) {
            situation.with(stuck(300 + i, HOUR));
        }
        Decision.Act act = assertActs(decide(situation, generous()));
        assertThat(act.victims()).filteredOn(each -> each.session().pid() < 200).hasSize(20);
        assertThat(act.victims())
                .filteredOn(each -> each.signal() == SignalKind.CANCEL)
                .hasSize(10);
        assertThat(act.victims())
                .filteredOn(each -> each.session().pid() >= 300)
                .hasSize(5);
        assertThat(act.spared()).hasSize(5 + 2 + 1);
        assertThat(act.reason()).endsWith(": 25 sessions to terminate, 10 queries to cancel, 8 spared (R1: 8)");
    }

    @Test
    void a_short_budget_goes_to_blocking_transactions_and_idle_sessions_before_queries() {
        Decision.Act act = assertActs(decide(
                critical()
                        .with(active(1, HOUR), active(2, HOUR), stuck(3, HOUR), idle(4, Duration.ofMinutes(6)))
                        .with(session(5).stuckFor(HOUR, HOUR).blocking(1).build()),
                policy(
                        "survivors-per-application=0",
                        "budget.sessions-percentage=60",
                        "budget.terminations-per-hour=100")));
        assertThat(pids(act)).containsExactly(5, 4, 3);
        assertThat(act.spared()).extracting(SparedSession::ruleId).containsOnly(RuleId.G4);
    }

    @Test
    void an_exhausted_hourly_budget_selects_no_session_and_is_the_reason() {
        Decision decision = decide(cleanupNeeded(12).terminationsLastHour(200).with(idleSessions(12, HOUR)), STANDARD);
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.G4);
        assertThat(decision.spared())
                .filteredOn(each -> each.ruleId() == RuleId.G4)
                .hasSize(10)
                .allSatisfy(each -> assertThat(each.reason()).contains("200 of 200 terminations"));
    }

    @Test
    void the_freshest_of_an_application_survive_an_emergency() {
        Decision.Act act =
                assertActs(decide(critical().with(idleSessions(5, HOUR)).withBystanders(20), STANDARD));
        assertThat(pids(act)).containsExactly(5, 4, 3);
        assertThat(act.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.G6, RuleId.G6);
    }

    @Test
    void protection_is_the_first_reason_given() {
        Session both = session(1).idleFor(HOUR).superuser().build();
        Decision decision = decide(critical().with(both), STANDARD);
        assertThat(decision.spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.ruleId()).isEqualTo(RuleId.G5));
    }

    /** Returns idle sessions with the pids 1 to count. Each is a minute older than the one before. */
    private static List<Session> idleSessions(int count, Duration least) {
        List<Session> crowd = new ArrayList<>();
        for (int pid = 1; pid <= count; pid++) {
            crowd.add(idle(pid, least.plusMinutes(pid)));
        }
        return crowd;
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
    }

    private static Decision decideAt(java.time.Instant healthTime, SituationBuilder situation) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(healthTime), situation.build(), STANDARD);
    }

    private static Decision.Act assertActs(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
