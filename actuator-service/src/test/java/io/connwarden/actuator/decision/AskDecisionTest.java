package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Plan.PlannedSession;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Earlier plans hold back a rule in mode ask. */
class AskDecisionTest {
    private static final UUID ID = UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Policy ASK = policyOver(generous(), "mode=ask");
    private static final Session OLD = idle(1, HOUR);
    private static final ConnectionLimit SHOP_FULL = ConnectionLimit.of(ConnectionLimit.Scope.ROLE, "shop", 20, 20);
    private static final ConnectionLimit BILLING_FULL =
            ConnectionLimit.of(ConnectionLimit.Scope.ROLE, "billing", 19, 20);
    private static final Plan.Origin OF_SHOP = new Plan.Origin(RuleId.R3, "role 'shop'");
    private static final Session OTHER = idle(2, HOUR);

    @Test
    void without_an_earlier_plan_the_victims_become_a_plan() {
        assertThat(pids(decide(critical().with(OLD), ASK))).containsExactly(1);
    }

    @Test
    void a_pending_plan_holds_back_its_rule_and_the_gentler_rules() {
        Decision decision =
                decide(critical().zombies(12).with(OLD, OTHER).plans(pending(plan(RuleId.R1, null, OLD))), ASK);
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.R1);
        assertThat(decision.reason())
                .isEqualTo("plan " + ID + " of R1 waits for approval until 2026-03-01T03:01:00Z; send APPROVE or REJECT"
                        + " with this planId");
    }

    @Test
    void a_pending_plan_holds_back_the_gentler_rules_after_the_condition_of_its_own_rule_has_passed() {
        SituationBuilder relieved = warning().with(OLD, OTHER);
        assertThat(pids(decide(relieved, ASK))).containsExactlyInAnyOrder(1, 2);
        Decision held = decide(relieved.plans(pending(plan(RuleId.R1, null, OLD))), ASK);
        assertThat(held).isInstanceOf(Decision.NoAction.class);
        assertThat(held.reason()).startsWith("plan " + ID + " of R1 waits for approval");
    }

    @Test
    void a_pending_plan_holds_back_no_stronger_rule() {
        assertThat(pids(decide(critical().with(OLD, OTHER).plans(pending(plan(RuleId.R3, null, OLD))), ASK)))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_pending_plan_within_a_limit_or_of_the_whole_server_holds_back_no_plan_within_another_limit() {
        Session ofBilling = session(2).user("billing").idleFor(HOUR).build();
        SituationBuilder both = healthy().with(OLD, ofBilling).limits(SHOP_FULL, BILLING_FULL);
        Decision first = decide(both, ASK);
        assertThat(pids(first)).containsExactly(1);
        assertThat(((Decision.Ask) first).scope()).isEqualTo("role 'shop'");
        Decision second = decide(both.plans(pending(plan(OF_SHOP, null, OLD))), ASK);
        assertThat(pids(second)).containsExactly(2);
        assertThat(((Decision.Ask) second).scope()).isEqualTo("role 'billing'");
        assertThat(pids(decide(both.plans(pending(plan(RuleId.R3, null, OLD))), ASK)))
                .containsExactly(1);
    }

    @Test
    void a_plan_within_a_limit_holds_back_and_silences_further_plans_within_this_limit() {
        SituationBuilder full = healthy().with(OLD).limits(SHOP_FULL);
        assertThat(decide(full.plans(pending(plan(OF_SHOP, null, OLD))), ASK).reason())
                .startsWith("plan " + ID + " of R3 waits for approval");
        assertThat(decide(full.plans(rejected(plan(OF_SHOP, "was rejected by ann at noon", OLD))), ASK))
                .isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void a_pending_plan_of_R4_holds_back_no_other_rule() {
        Session stuck = stuck(3, HOUR);
        assertThat(pids(decide(critical().with(OLD, stuck).plans(pending(plan(RuleId.R4, null, stuck))), ASK)))
                .containsExactly(1, 3);
    }

    @Test
    void an_unchanged_session_of_a_rejected_plan_is_in_no_further_plan() {
        Decision decision = decide(
                critical().with(OLD, OTHER).plans(rejected(plan(RuleId.R1, "was rejected by ann at noon", OLD))), ASK);
        assertThat(pids(decision)).containsExactly(2);
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session()).isEqualTo(OLD);
            assertThat(spared.ruleId()).isEqualTo(RuleId.G2);
            assertThat(spared.reason())
                    .endsWith("; spared: unchanged since plan " + ID + ", which was rejected by ann at noon (G2)");
        });
    }

    @Test
    void the_rejection_of_a_gentle_rule_does_not_silence_a_stronger_one_and_that_of_a_strong_rule_silences_both() {
        RecentPlans ofGentle = rejected(plan(RuleId.R3, "was rejected by ann at noon", OLD, OTHER));
        assertThat(pids(decide(critical().with(OLD, OTHER).plans(ofGentle), ASK)))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(decide(warning().with(OLD, OTHER).plans(ofGentle), ASK)).isInstanceOf(Decision.NoAction.class);
        RecentPlans ofEmergency = rejected(plan(RuleId.R1, "was rejected by ann at noon", OLD, OTHER));
        assertThat(decide(warning().with(OLD, OTHER).plans(ofEmergency), ASK)).isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void the_rejection_of_a_plan_for_the_whole_server_silences_no_plan_within_a_full_limit_and_none_of_R4() {
        RecentPlans ofZombies = rejected(plan(RuleId.R2, "was rejected by ann at noon", OLD));
        assertThat(pids(decide(healthy().with(OLD).limits(SHOP_FULL).plans(ofZombies), ASK)))
                .containsExactly(1);
        Session stuck = stuck(3, HOUR);
        RecentPlans ofEmergency = rejected(plan(RuleId.R1, "was rejected by ann at noon", stuck));
        assertThat(pids(decide(healthy().with(stuck).plans(ofEmergency), ASK))).containsExactly(3);
    }

    @Test
    void a_session_that_was_used_after_the_rejection_is_in_a_further_plan() {
        Session used = session(1).idleFor(HOUR.minusSeconds(1)).build();
        Decision decision =
                decide(critical().with(used).plans(rejected(plan(RuleId.R1, "was rejected by ann at noon", OLD))), ASK);
        assertThat(pids(decision)).containsExactly(1);
    }

    @Test
    void plans_have_no_influence_on_a_rule_that_acts() {
        RecentPlans plans = new RecentPlans(
                List.of(plan(RuleId.R1, null, OLD)), List.of(plan(RuleId.R1, "was rejected by ann at noon", OLD)));
        Decision decision = decide(critical().with(OLD).plans(plans), generous());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Act.class, act -> assertThat(act.dryRun()).isFalse());
    }

    @Test
    void a_plan_is_outdated_when_none_of_its_sessions_is_left_unchanged() {
        Plan plan = plan(RuleId.R1, null, OLD, OTHER);
        assertThat(plan.isOutdated(List.of(OTHER))).isFalse();
        assertThat(plan.isOutdated(List.of(idle(1, HOUR.minusSeconds(1)), idle(3, HOUR))))
                .isTrue();
    }

    @Test
    void a_plan_still_holds_back_its_rule_while_a_session_without_an_identity_may_be_one_of_its_sessions() {
        Plan plan = plan(RuleId.R1, null, OLD);
        Session withoutIdentity = session(1).backendStart(null).build();
        assertThat(plan.isOutdated(List.of(OTHER, withoutIdentity))).isFalse();
        assertThat(plan.isOutdated(List.of(OTHER))).isTrue();
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
    }

    private static RecentPlans pending(Plan plan) {
        return new RecentPlans(List.of(plan), List.of());
    }

    private static RecentPlans rejected(Plan plan) {
        return new RecentPlans(List.of(), List.of(plan));
    }

    private static Plan plan(RuleId rule, @Nullable String end, Session... sessions) {
        return plan(new Plan.Origin(rule, ""), end, sessions);
    }

    private static Plan plan(Plan.Origin origin, @Nullable String end, Session... sessions) {
        return new Plan(
                ID,
                "orders-db",
                origin,
                NOW.plusSeconds(60),
                end,
                Arrays.stream(sessions)
                        .map(each -> new PlannedSession(
                                each.id().orElseThrow(),
                                SignalKind.TERMINATE,
                                each.state(),
                                each.activity().stateChange(),
                                each.activity().xactStart()))
                        .toList());
    }

    private static List<Integer> pids(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Ask.class);
        return ((Decision.Ask) decision)
                .victims().stream().map(Victim::session).map(Session::pid).toList();
    }
}
