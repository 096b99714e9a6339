package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.R2R3IdleCleanup;
import io.connwarden.actuator.decision.rule.ReclaimWithinLimit;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Plan.PlannedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An approved plan is judged again on a new sample. */
class ApprovalDecisionTest {
    private static final Plan.Origin ORIGIN = new Plan.Origin(RuleId.R1, "");
    private static final UUID ID = UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Session FIRST = idle(1, HOUR);
    private static final Session SECOND = idle(2, HOUR);

    @Test
    void the_unchanged_sessions_of_the_plan_are_terminated_and_no_other_session() {
        Decision.Act act =
                assertActs(approve(plan(RuleId.R1, FIRST, SECOND), critical().with(FIRST, SECOND, idle(3, HOUR))));
        assertThat(act.ruleId()).isEqualTo(RuleId.R1);
        assertThat(act.dryRun()).isFalse();
        assertThat(pids(act)).containsExactly(1, 2);
        assertThat(act.victims()).allMatch(victim -> victim.stateMustMatch());
        assertThat(act.spared()).isEmpty();
        assertThat(act.reason())
                .isEqualTo("plan " + ID
                        + " approved by ann (leak): status CRITICAL, slot utilization 95 %, 0 zombies; R1 acts"
                        + " above 90 %: 2 sessions to terminate");
    }

    @Test
    void a_stuck_transaction_and_a_query_of_the_plan_get_the_signals_of_the_rule() {
        Session stuck = stuck(1, HOUR);
        Session query = active(2, HOUR);
        Decision.Act act =
                assertActs(approve(plan(RuleId.R1, stuck, query), critical().with(stuck, query)));
        assertThat(act.victims())
                .extracting(victim -> victim.signal())
                .containsExactly(SignalKind.TERMINATE, SignalKind.CANCEL);
    }

    @Test
    void a_session_that_changed_ended_or_was_replaced_since_the_plan_is_reported_and_not_signalled() {
        Session used = session(2).idleFor(HOUR.minusSeconds(1)).build();
        Session otherTransaction =
                session(3).stuckFor(HOUR.minusSeconds(1), HOUR).build();
        Session recycled =
                session(4).idleFor(HOUR).backendStart(NOW.minusSeconds(7200)).build();
        Session began = active(6, HOUR);
        Plan plan = plan(
                RuleId.R1,
                FIRST,
                SECOND,
                session(3).stuckFor(HOUR, HOUR).build(),
                idle(4, HOUR),
                idle(5, HOUR),
                idle(6, HOUR));
        Decision.Act act = assertActs(approve(plan, critical().with(FIRST, used, otherTransaction, recycled, began)));
        assertThat(pids(act)).containsExactly(1);
        assertThat(act.spared())
                .extracting(spared -> spared.session().pid() + " " + spared.outcome() + " " + spared.reason())
                .containsExactly(
                        "2 CHANGED changed since the plan",
                        "3 CHANGED changed since the plan",
                        "4 ALREADY_GONE ended since the plan",
                        "5 ALREADY_GONE ended since the plan",
                        "6 CHANGED changed since the plan");
        assertThat(act.reason()).endsWith("1 session to terminate; 5 of 6 sessions changed or ended since the plan");
    }

    @Test
    void no_action_follows_where_every_session_of_the_plan_has_ended() {
        Decision decision = approve(plan(RuleId.R1, FIRST), critical().with(idle(3, HOUR)));
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.reason())
                .contains("no session meets the condition")
                .endsWith("; 1 of 1 session changed or ended since the plan");
    }

    @Test
    void no_action_follows_where_the_condition_of_the_rule_no_longer_holds() {
        Decision decision = approve(plan(RuleId.R3, FIRST), healthy().with(FIRST));
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.R3);
        assertThat(decision.reason())
                .isEqualTo("plan " + ID + " approved by ann (leak): the condition of R3 no longer holds");
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(spared.reason()).isEqualTo("unchanged since the plan; spared: R3 does not select it any more");
        });
    }

    @Test
    void the_plan_of_an_escalated_step_is_judged_by_the_thresholds_of_that_step() {
        Session recent = idle(1, Duration.ofMinutes(2));
        assertThat(pids(assertActs(approve(plan(RuleId.R1, recent), critical().with(recent)))))
                .containsExactly(1);
    }

    @Test
    void protections_survivors_limits_and_budget_are_judged_again() {
        Session excluded = session(1).idleFor(HOUR).application("pay").build();
        Plan plan = plan(RuleId.R3, excluded, SECOND, idle(3, HOUR), idle(4, HOUR));
        assertSpared(plan, relaxedPolicy("exclude.applications=pay"), 1, RuleId.G5);
        assertSpared(plan, relaxedPolicy("survivors-per-application=1"), 2, RuleId.G6);
        assertSpared(plan, relaxedPolicy("gentle-cleanup.max-terminations=3"), 1, RuleId.R3);
        assertSpared(plan, relaxedPolicy("budget.sessions-percentage=25"), 3, RuleId.G4);
    }

    @Test
    void the_cooldown_of_the_rule_does_not_hold_an_approval_back() {
        assertActs(approve(plan(RuleId.R1, FIRST), critical().with(FIRST).acted(RuleId.R1, Duration.ofSeconds(1))));
    }

    @Test
    void a_pause_and_a_missing_privilege_reject_the_approval() {
        Plan plan = plan(RuleId.R1, FIRST);
        Decision paused = approve(
                plan, critical().with(FIRST).paused(new TargetPause("bob", "migration", false, NOW, "send RESUME")));
        assertThat(paused).isInstanceOf(Decision.Rejected.class);
        assertThat(paused.ruleId()).isEqualTo(RuleId.G2);
        assertThat(approve(plan, critical().with(FIRST).visibility(50)).ruleId())
                .isEqualTo(RuleId.G1);
    }

    @Test
    void survivors_are_relaxed_only_where_the_rule_itself_has_no_other_victim() {
        Session survivor = idle(1, HOUR);
        Plan plan = plan(RuleId.R1, survivor);
        Policy policy = policy("survivors-per-application=1", "budget.sessions-percentage=100");
        assertThat(pids(assertActs(approve(plan, critical().with(survivor), policy))))
                .containsExactly(1);
        Session other = session(2).idleFor(HOUR.plusSeconds(1)).build();
        Decision spared = approve(plan, critical().with(survivor, other), policy);
        assertThat(spared).isInstanceOf(Decision.NoAction.class);
        assertThat(spared.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.G6);
    }

    @Test
    void an_approved_cancellation_does_not_become_a_termination_after_a_cancel_without_effect() {
        Session query = active(7, HOUR);
        Decision decision = approve(
                plan(RuleId.R1, query, FIRST), critical().with(query, FIRST).cancelledWithoutEffect(query));
        assertThat(pids(assertActs(decision))).containsExactly(1);
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(spared.session()).isEqualTo(query);
            assertThat(spared.reason())
                    .endsWith("; spared: the plan shows a cancellation, and R1 would terminate the session now; a new"
                            + " plan can ask for it");
        });
    }

    @Test
    void a_planned_rule_within_a_limit_reduces_no_slot_utilization_of_the_server() {
        Plan plan = plan(RuleId.R3, FIRST);
        for (Rule rule : List.of(ReclaimWithinLimit.forEachLimit().get(0), R2R3IdleCleanup.gentleCleanup())) {
            assertThat(new PlannedRule(rule, plan, () -> false).reducesSlotUtilization())
                    .isEqualTo(rule.reducesSlotUtilization());
        }
    }

    @Test
    void a_dry_run_of_an_approval_is_a_dry_run() {
        Command dry = new Command("orders-db", new CommandParameters.Approve(ID), "ann", "leak", true, null);
        Decision decision = Decider.standard()
                .decideApproval(
                        dry, plan(RuleId.R1, FIRST), critical().with(FIRST).build(), generous());
        assertThat(assertActs(decision).dryRun()).isTrue();
        assertThat(assertActs(approve(
                                plan(RuleId.R1, FIRST),
                                critical().with(FIRST),
                                policy("dry-run=true", "survivors-per-application=0")))
                        .dryRun())
                .isTrue();
    }

    @Test
    void an_unknown_decided_expired_or_foreign_plan_is_rejected_with_the_cause() {
        assertRejected(
                null,
                "plan " + ID + " is unknown; STATUS lists the plans of target 'orders-db' that wait for approval");
        assertRejected(
                new Plan(ID, "other-db", ORIGIN, NOW.plusSeconds(60), null, List.of()),
                "plan " + ID + " belongs to another target; name its target in the command");
        assertRejected(
                new Plan(ID, "orders-db", ORIGIN, NOW.plusSeconds(60), "was approved by bob at noon", List.of()),
                "plan " + ID + " was approved by bob at noon; R1 makes a new plan while its condition holds");
        assertRejected(
                new Plan(ID, "orders-db", ORIGIN, NOW, null, List.of()),
                "plan " + ID + " expired at 2026-03-01T03:00:00Z; R1 makes a new plan while its condition holds");
    }

    @Test
    void an_approved_plan_has_no_further_step() {
        Decision.Act act = assertActs(approve(plan(RuleId.R1, FIRST), critical().with(FIRST, SECOND)));
        Decision next = Decider.standard()
                .decideNextStep(
                        new Trigger.CommandTrigger(command()),
                        EscalationState.afterFirstStep(
                                act, critical().with(FIRST, SECOND).build()),
                        critical().with(SECOND).build(),
                        generous());
        assertThat(next).isInstanceOf(Decision.NoAction.class);
        assertThat(next.reason()).isEqualTo("an approval signals the sessions of its plan only");
    }

    private static void assertRejected(@Nullable Plan plan, String reason) {
        Decision decision = approve(plan, critical().with(FIRST));
        assertThat(decision).isEqualTo(new Decision.Rejected(RuleId.COMMAND, reason));
    }

    private static Policy relaxedPolicy(String setting) {
        return policyOver(generous(), setting);
    }

    private static void assertSpared(Plan plan, Policy policy, int count, RuleId guard) {
        Session excluded = session(1).idleFor(HOUR).application("pay").build();
        Decision.Act act =
                assertActs(approve(plan, warning().with(excluded, SECOND, idle(3, HOUR), idle(4, HOUR)), policy));
        assertThat(act.victims()).hasSize(4 - count);
        assertThat(act.spared()).filteredOn(spared -> spared.ruleId() == guard).hasSize(count);
    }

    private static Decision approve(@Nullable Plan plan, SituationBuilder situation) {
        return approve(plan, situation, generous());
    }

    private static Decision approve(@Nullable Plan plan, SituationBuilder situation, Policy policy) {
        return Decider.standard().decideApproval(command(), plan, situation.build(), policy);
    }

    private static Command command() {
        return new Command("orders-db", new CommandParameters.Approve(ID), "ann", "leak", false, null);
    }

    private static Plan plan(RuleId rule, Session... sessions) {
        return new Plan(
                ID,
                "orders-db",
                new Plan.Origin(rule, ""),
                NOW.plusSeconds(60),
                null,
                Arrays.stream(sessions)
                        .map(each -> new PlannedSession(
                                each.id().orElseThrow(),
                                each.state() == SessionState.ACTIVE ? SignalKind.CANCEL : SignalKind.TERMINATE,
                                each.state(),
                                each.activity().stateChange(),
                                each.activity().xactStart()))
                        .toList());
    }

    private static Decision.Act assertActs(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
