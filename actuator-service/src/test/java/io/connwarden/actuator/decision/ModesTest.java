package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void the_default_policy_watches_every_rule() {
        for (RuleId rule : List.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4)) {
            assertThat(decide(
                            situation(rule),
                            policyOver(
                                    Policy.defaults(),
                                    "survivors-per-application=0",
                                    "budget.sessions-percentage=100")))
                    .isInstanceOfSatisfying(
                            Decision.Act.class, act -> assertThat(act.dryRun()).isTrue());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"R1", "R2", "R3", "R4"})
    void a_watched_rule_selects_the_sessions_of_an_acting_one_and_sends_no_signal(RuleId rule) {
        Decision.Act acting = act(decide(situation(rule), generous()));
        Decision.Act watched = act(decide(situation(rule), ofRule(rule, "watch")));
        assertThat(acting.ruleId()).isEqualTo(rule);
        assertThat(acting.dryRun()).isFalse();
        assertThat(watched)
                .isEqualTo(new Decision.Act(
                        rule,
                        acting.reason() + "; mode watch, no signal is sent",
                        acting.victims(),
                        acting.spared(),
                        true));
    }

    @ParameterizedTest
    @EnumSource(names = {"R1", "R2", "R3", "R4"})
    void a_rule_that_asks_makes_a_plan_of_the_sessions_of_an_acting_one(RuleId rule) {
        Decision.Act acting = act(decide(situation(rule), generous()));
        assertThat(decide(situation(rule), ofRule(rule, "ask")))
                .isEqualTo(new Decision.Ask(
                        rule,
                        acting.reason() + "; mode ask, no signal is sent",
                        acting.victims(),
                        acting.spared(),
                        ""));
    }

    @ParameterizedTest
    @EnumSource(names = {"R1", "R2", "R3", "R4"})
    void a_rule_that_is_off_selects_no_session_and_its_reason_names_the_key(RuleId rule) {
        String off = "mode of " + rule + " is off (policy.modes." + rule.id().toLowerCase(Locale.ROOT) + ")";
        Decision decision = decide(situation(rule), ofRule(rule, "off"));
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.reason()).contains(off);
        assertThat(decision.spared()).isNotEmpty().allSatisfy(spared -> {
            assertThat(spared.ruleId()).isEqualTo(RuleId.G2);
            assertThat(spared.reason()).endsWith("; spared: " + off + " (G2)");
        });
    }

    @Test
    void the_other_rules_act_while_one_is_off() {
        Decision.Act act = act(decide(
                critical().with(idle(1, HOUR), stuck(2, HOUR)),
                policyOver(generous(), "modes.r1=off", "modes.r3=off")));
        assertThat(act.ruleId()).isEqualTo(RuleId.R4);
        assertThat(pids(act.victims())).containsExactly(2);
        assertThat(act.dryRun()).isFalse();
    }

    @Test
    void sessions_of_mode_act_come_before_those_to_ask_for_and_those_to_watch() {
        SituationBuilder mixed = critical().with(of(1, "acting"), of(2, "asking"), of(3, "watched"), of(4, "off"));
        Policy policy = mixed("act", "ask", "watch", "off");
        Decision.Act first = act(decide(mixed, policy));
        assertThat(first.dryRun()).isFalse();
        assertThat(pids(first.victims())).containsExactly(1);
        assertThat(first.spared())
                .extracting(SparedSession::reason)
                .containsExactlyInAnyOrder(
                        "idle for 1 h, threshold 5 min (R1); spared: mode of R1 is ask"
                                + " (policy.overrides, applications: asking) (G2)",
                        "idle for 1 h, threshold 5 min (R1); spared: mode of R1 is watch"
                                + " (policy.overrides, applications: watched) (G2)",
                        "idle for 1 h, threshold 5 min (R1); spared: mode of R1 is off"
                                + " (policy.overrides, applications: off) (G2)");
        Decision second = decide(mixed.actedReally(RuleId.R1, Duration.ofSeconds(1)), policy);
        assertThat(second)
                .isInstanceOfSatisfying(
                        Decision.Ask.class,
                        plan -> assertThat(pids(plan.victims())).containsExactly(2));
        Decision.Act third = act(decide(critical().with(of(3, "watched"), of(4, "off")), policy));
        assertThat(third.dryRun()).isTrue();
        assertThat(pids(third.victims())).containsExactly(3);
        assertThat(third.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.G2);
    }

    @Test
    void a_watched_decision_delays_no_action_and_an_action_delays_no_watched_decision() {
        SituationBuilder watchedOnly = critical().with(of(3, "watched"));
        Policy policy = mixed("act", "ask", "watch", "off");
        assertThat(act(decide(watchedOnly.actedReally(RuleId.R1, Duration.ofSeconds(1)), policy))
                        .dryRun())
                .isTrue();
        SituationBuilder both = critical().with(of(1, "acting"), of(3, "watched"));
        assertThat(act(decide(both.madeDryRun(RuleId.R1, Duration.ofSeconds(1)), policy))
                        .dryRun())
                .isFalse();
    }

    @Test
    void a_watched_decision_is_not_repeated_before_its_cooldown() {
        Policy watching = policyOver(generous(), "mode=watch");
        assertThat(decide(critical().with(idle(1, HOUR)).madeDryRun(RuleId.R1, Duration.ofSeconds(9)), watching)
                        .reason())
                .isEqualTo("mode watch: R1 acted 9 s ago, cooldown 10 s (G3)");
        assertThat(decide(critical().with(idle(1, HOUR)).madeDryRun(RuleId.R1, Duration.ofSeconds(10)), watching))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void a_rule_that_would_repeat_its_dry_run_is_held_and_the_reasons_of_other_rules_are_kept() {
        Policy watching = policyOver(generous(), "mode=watch", "modes.r4=act", "budget.terminations-per-hour=0");
        SituationBuilder situation =
                critical().with(idle(1, HOUR), stuck(2, HOUR)).repeatedDryRun(RuleId.R1);
        Decision decision = decide(situation, watching);
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.G4);
        assertThat(decision.reason())
                .contains("no session selected, 1 spared (G4: 1)")
                .endsWith("; mode watch: R1 selects the sessions of its last dry runs, which are in the log; they are"
                        + " recorded again after 5 min (G3)");
    }

    @Test
    void a_repeated_dry_run_holds_back_no_action_and_no_plan() {
        SituationBuilder situation = critical().with(idle(1, HOUR)).repeatedDryRun(RuleId.R1);
        assertThat(act(decide(situation, generous())).dryRun()).isFalse();
        assertThat(decide(situation, policyOver(generous(), "mode=ask"))).isInstanceOf(Decision.Ask.class);
    }

    @Test
    void a_session_that_a_guard_spared_in_mode_act_keeps_that_reason_in_the_watched_decision() {
        Session backup = session(1).application("pg_dump").idleFor(HOUR).build();
        Decision.Act act = act(decide(critical().with(backup, of(3, "watched")), mixed("act", "ask", "watch", "off")));
        assertThat(act.dryRun()).isTrue();
        assertThat(act.spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.reason()).isEqualTo("protected: backup program (G5)"));
    }

    @Test
    void a_dry_run_by_policy_is_a_dry_run_in_mode_act() {
        assertThat(act(decide(situation(RuleId.R1), policyOver(generous(), "dry-run=true")))
                        .dryRun())
                .isTrue();
    }

    @Test
    void an_override_arms_its_sessions_only() {
        Policy policy =
                policyOver(generous(), "mode=off", "overrides[0].match.users=batch", "overrides[0].modes.r1=act");
        Session batch = session(1).user("Batch").idleFor(HOUR).build();
        Decision.Act act = act(decide(critical().with(batch, idle(2, HOUR)), policy));
        assertThat(act.dryRun()).isFalse();
        assertThat(pids(act.victims())).containsExactly(1);
        assertThat(act.spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.reason()).contains("mode of R1 is off (policy.mode)"));
    }

    @Test
    void survivors_are_counted_over_the_sessions_of_all_modes() {
        Policy policy = policyOver(
                generous(), "survivors-per-application=2", "overrides[0].match.users=batch", "overrides[0].mode=watch");
        List<Session> sessions = Stream.of(1, 2, 3, 4)
                .map(pid -> session(pid)
                        .user(pid <= 2 ? "batch" : "shop")
                        .idleFor(Duration.ofMinutes(10 + pid))
                        .build())
                .toList();
        Decision.Act act = act(decide(critical().with(sessions), policy));
        assertThat(pids(act.victims())).containsExactly(4, 3);
        assertThat(act.reason()).doesNotContain("relaxes G6");
    }

    @Test
    void warm_sessions_of_an_armed_application_stay_while_sessions_of_another_mode_could_be_ended() {
        SituationBuilder full = leakBesidePay();
        Decision decision = decide(full, watchingExceptPay());
        assertThat(act(decision).dryRun()).isTrue();
        assertThat(pids(act(decision).victims())).containsExactlyInAnyOrder(1, 2);
        assertThat(decision.reason()).doesNotContain("relaxes G6");
        assertThat(decide(full.madeDryRun(RuleId.R1, Duration.ofSeconds(1)), watchingExceptPay()))
                .isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void warm_sessions_of_an_armed_application_stay_in_a_further_step_too() {
        Decision next = Decider.standard()
                .decideNextStep(
                        new Trigger.HealthEventTrigger(NOW),
                        new EscalationState(1, 6, Set.of(), 0, 0, 0, false),
                        leakBesidePay().build(),
                        watchingExceptPay());
        assertThat(next).isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void warm_sessions_of_an_armed_application_are_ended_on_a_full_server_without_other_candidates() {
        assertThat(decide(critical().with(warm(5), warm(6)), watchingExceptPay()))
                .isInstanceOfSatisfying(
                        Decision.Act.class,
                        relaxed -> assertThat(relaxed.dryRun()).isFalse());
    }

    private static Policy watchingExceptPay() {
        return policyOver(
                generous(),
                "mode=watch",
                "survivors-per-application=2",
                "overrides[0].match.applications=pay",
                "overrides[0].mode=act");
    }

    /** Four sessions of a leak, of which two could be ended, beside the two warm sessions of another application. */
    private static SituationBuilder leakBesidePay() {
        return critical().with(of(1, "leak"), of(2, "leak"), of(3, "leak"), of(4, "leak"), warm(5), warm(6));
    }

    private static Session warm(int pid) {
        return session(pid).application("pay").idleFor(Duration.ofMinutes(6)).build();
    }

    @Test
    void a_head_of_a_lock_queue_that_is_watched_is_no_reason_to_spare_the_query_ahead_of_it() {
        Session running = session(1).activeFor(HOUR).blocking(1).build();
        Session request = session(2)
                .application("deploy")
                .activeFor(HOUR)
                .requestingTableLockOf(1)
                .blocking(1)
                .build();
        Session waiting = session(3).activeFor(HOUR).waitingForLockOf(2).build();
        SituationBuilder queue = critical().with(running, request, waiting);
        assertThat(pids(act(decide(queue, generous())).victims())).containsExactly(2);
        Policy policy = policyOver(generous(), "overrides[0].match.applications=deploy", "overrides[0].mode=watch");
        assertThat(pids(act(decide(queue, policy)).victims())).containsExactly(1);
    }

    private static Policy mixed(String acting, String asking, String watched, String off) {
        return policyOver(
                generous(),
                "mode=" + acting,
                "overrides[0].match.applications=asking",
                "overrides[0].mode=" + asking,
                "overrides[1].match.applications=watched",
                "overrides[1].mode=" + watched,
                "overrides[2].match.applications=off",
                "overrides[2].mode=" + off);
    }

    private static Session of(int pid, String application) {
        return session(pid).application(application).idleFor(HOUR).build();
    }

    /** Returns a situation in which only the given rule has a victim. */
    private static SituationBuilder situation(RuleId rule) {
        return switch (rule) {
            case R1 -> critical().with(idle(1, Duration.ofMinutes(6)), idle(2, Duration.ofMinutes(7)));
            case R2 -> cleanupNeeded(12).with(idle(1, HOUR), idle(2, HOUR));
            case R3 -> warning().with(idle(1, HOUR), idle(2, HOUR));
            default -> healthy().with(stuck(1, HOUR));
        };
    }

    /** Returns the policy in which a rule has the mode, and all others act. */
    private static Policy ofRule(RuleId rule, String mode) {
        return policyOver(generous(), "modes." + rule.id().toLowerCase(Locale.ROOT) + "=" + mode);
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
    }

    private static Decision.Act act(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(List<Victim> victims) {
        return victims.stream().map(victim -> victim.session().pid()).toList();
    }
}
