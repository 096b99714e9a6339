package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmergencyEscalationTest {
    private static final Decider DECIDER = Decider.standard();

    @Test
    void the_escalation_ends_at_relief() {
        assertThat(next(afterFirstStep(4), critical().slots(75).with(idleSessions(10)), generous()))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R1,
                        "relief: slot utilization 75 %, at or below the relief threshold of 75 %",
                        List.of()));
    }

    @Test
    void without_relief_the_next_step_selects_sessions_with_a_shorter_idle_time() {
        Decision decision = next(
                afterFirstStep(4),
                critical().slots(75.01).with(idle(50, Duration.ofMinutes(1)), idle(51, Duration.ofSeconds(59))),
                generous());
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.ruleId()).isEqualTo(RuleId.R1);
            assertThat(act.victims())
                    .extracting(victim -> victim.session().pid())
                    .containsExactly(50);
            assertThat(act.victims().get(0).reason()).isEqualTo("idle for 1 min, threshold 1 min (R1)");
            assertThat(act.dryRun()).isFalse();
        });
    }

    @Test
    void a_first_step_without_victims_is_followed_by_the_second_immediately() {
        Decision decision = DECIDER.decide(
                new Trigger.HealthEventTrigger(NOW),
                critical()
                        .slots(98)
                        .with(idle(50, Duration.ofMinutes(2)), idle(51, Duration.ofSeconds(59)))
                        .build(),
                generous());
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.ruleId()).isEqualTo(RuleId.R1);
            assertThat(act.victims())
                    .extracting(victim -> victim.session().pid())
                    .containsExactly(50);
            assertThat(act.victims().get(0).reason()).isEqualTo("idle for 2 min, threshold 1 min (R1)");
        });
    }

    @Test
    void relief_ends_the_escalation_whatever_the_status() {
        assertThat(next(
                        afterFirstStep(4),
                        critical().status(HealthStatus.WARNING).slots(85).with(idleSessions(10)),
                        generous()))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void a_session_selected_once_is_not_selected_again() {
        EscalationState first = afterFirstStep(4);
        Decision decision = next(first, critical().with(idleSessions(6)), generous());
        assertThat(((Decision.Act) decision).victims())
                .extracting(victim -> victim.session().pid())
                .containsExactly(2, 1);
        assertThat(decision.spared()).isEmpty();
    }

    @Test
    void a_session_selected_once_is_no_survivor() {
        Policy two = policy(
                "survivors-per-application=2", "budget.sessions-percentage=100", "budget.terminations-per-hour=1000");
        Decision decision =
                next(afterFirstStep(4), critical().with(idleSessions(6)).with(idle(7, Duration.ofHours(9))), two);
        assertThat(((Decision.Act) decision).victims())
                .extracting(victim -> victim.session().pid())
                .containsExactly(7);
        assertThat(decision.spared()).extracting(SparedSession::ruleId).containsExactly(RuleId.G6, RuleId.G6);
    }

    @Test
    void the_budget_of_an_action_covers_all_its_steps() {
        Policy policy = policy(
                "survivors-per-application=0", "budget.sessions-percentage=40", "budget.terminations-per-hour=1000");
        EscalationState first = afterFirstStep(policy, 20, 5);
        assertThat(first.selected()).hasSize(5);
        Decision decision = next(first, critical().with(idleSessions(15, 100)), policy);
        assertThat(((Decision.Act) decision).victims()).hasSize(3);
        assertThat(decision.spared())
                .hasSize(12)
                .allSatisfy(spared -> assertThat(spared.reason())
                        .endsWith("action budget exhausted: 8 of 20 sessions, maximum 40 % (G4)"));
    }

    @Test
    void the_hourly_budget_counts_this_action_before_it_is_recorded() {
        Policy policy = policy(
                "survivors-per-application=0", "budget.sessions-percentage=100", "budget.terminations-per-hour=10");
        EscalationState first = afterFirstStep(policy, 20, 5);
        assertThat(((Decision.Act) next(first, critical().with(idleSessions(15, 100)), policy)).victims())
                .hasSize(5);
        assertThat(((Decision.Act)
                                next(first, critical().terminationsLastHour(8).with(idleSessions(15, 100)), policy))
                        .victims())
                .hasSize(2);
    }

    @Test
    void cancels_do_not_count_towards_the_hourly_budget() {
        Decision.Act act = (Decision.Act) decide(
                critical().terminationsLastHour(3).with(active(1, Duration.ofHours(1)), idle(2, Duration.ofHours(1))),
                generous());
        EscalationState state = EscalationState.afterFirstStep(
                act,
                critical()
                        .terminationsLastHour(3)
                        .with(active(1, Duration.ofHours(1)), idle(2, Duration.ofHours(1)))
                        .build());
        assertThat(state.step()).isEqualTo(1);
        assertThat(state.sessionsAtStart()).isEqualTo(2);
        assertThat(state.terminations()).isEqualTo(1);
        assertThat(state.terminatedBefore()).isEqualTo(3);
        assertThat(state.selected()).hasSize(2);
    }

    @Test
    void the_escalation_ends_after_its_last_step() {
        EscalationState second = new EscalationState(2, 10, afterFirstStep(4).selected(), 4, 0, 0, false);
        assertThat(next(second, critical().with(idleSessions(10)), generous()))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R1,
                        "no relief after step 2 of 2: slot utilization 95 %; the next health event starts a new"
                                + " decision",
                        List.of()));
        Policy three = policy(
                "survivors-per-application=0",
                "budget.sessions-percentage=100",
                "budget.terminations-per-hour=1000",
                "emergency.max-steps=3");
        Decision third = next(second, critical().with(idleSessions(10)), three);
        assertThat(third.reason()).startsWith("step 3: ");
        EscalationState afterThird = second.afterStep((Decision.Act) third);
        assertThat(afterThird.step()).isEqualTo(3);
        assertThat(afterThird.terminations()).isEqualTo(10);
        assertThat(afterThird.selected()).hasSize(10);
        assertThat(next(afterThird, critical().with(idleSessions(20)), three)).isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void the_escalation_ends_without_candidates() {
        assertThat(next(afterFirstStep(4), critical().with(idle(1, Duration.ofSeconds(5))), generous()))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R1,
                        "step 2: status CRITICAL, slot utilization 95 %, 0 zombies; relief at 75 %: no session"
                                + " meets the condition",
                        List.of()));
    }

    @Test
    void a_dry_run_has_one_step() {
        EscalationState dry = new EscalationState(1, 10, afterFirstStep(4).selected(), 4, 0, 0, true);
        assertThat(next(dry, critical().with(idleSessions(10)), generous()))
                .isEqualTo(new Decision.NoAction(
                        RuleId.R1, "a dry run has no effect, so step 2 cannot be decided", List.of()));
    }

    @Test
    void the_target_guards_apply_between_steps() {
        assertThat(next(afterFirstStep(4), critical().visibility(50).with(idleSessions(10)), generous())
                        .ruleId())
                .isEqualTo(RuleId.G1);
        assertThat(next(
                                afterFirstStep(4),
                                critical()
                                        .paused(new TargetPause("ann", "stop", false, NOW, "send RESUME"))
                                        .with(idleSessions(10)),
                                generous())
                        .ruleId())
                .isEqualTo(RuleId.G2);
    }

    @Test
    void a_dry_run_or_a_mode_that_does_not_act_ends_the_escalation() {
        SituationBuilder more = critical().with(idleSessions(10));
        assertThat(next(afterFirstStep(4), more, policy("dry-run=true")).reason())
                .isEqualTo("dry run enabled meanwhile (policy.dry-run)");
        Policy watching = TestPolicies.policyOver(generous(), "mode=watch");
        assertThat(next(afterFirstStep(4), more, watching))
                .isInstanceOfSatisfying(
                        Decision.NoAction.class,
                        end -> assertThat(end.reason())
                                .isEqualTo("meanwhile the mode of R1 is watch (policy.mode) (G2)"));
        Command emergency = new Command("orders", new CommandParameters.Emergency(), "ann", "full", false, null);
        assertThat(DECIDER.decideNextStep(
                        new Trigger.CommandTrigger(emergency), afterFirstStep(4), more.build(), watching))
                .as("a command is independent of the mode")
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void the_next_step_selects_only_sessions_of_mode_act() {
        Policy policy = TestPolicies.policyOver(
                generous(), "overrides[0].match.applications=report", "overrides[0].mode=watch");
        Session report =
                session(50).application("report").idleFor(Duration.ofHours(9)).build();
        Decision decision = next(afterFirstStep(4), critical().with(report, idle(51, Duration.ofMinutes(2))), policy);
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.victims())
                    .extracting(victim -> victim.session().pid())
                    .containsExactly(51);
            assertThat(act.spared())
                    .singleElement()
                    .satisfies(spared -> assertThat(spared.reason())
                            .isEqualTo("idle for 9 h, threshold 1 min (R1); spared: mode of R1 is watch"
                                    + " (policy.overrides, applications: report) (G2)"));
        });
    }

    /** Returns the state of an emergency that selected the oldest of the given sessions, all but two. */
    private static EscalationState afterFirstStep(int selected) {
        return afterFirstStep(generous(), selected + 2, selected);
    }

    private static EscalationState afterFirstStep(Policy policy, int sessions, int selected) {
        SituationBuilder start = critical();
        idleSessions(sessions)
                .forEach(each -> start.with(
                        each.pid() > sessions - selected ? each : idle(each.pid(), Duration.ofSeconds(each.pid()))));
        Decision.Act act = (Decision.Act) decide(start, policy);
        assertThat(act.victims()).hasSize(selected);
        return EscalationState.afterFirstStep(act, start.build());
    }

    private static List<Session> idleSessions(int count) {
        return idleSessions(count, 0);
    }

    private static List<Session> idleSessions(int count, int offset) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(pid -> idle(offset + pid, Duration.ofMinutes(10 + pid)))
                .toList();
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return DECIDER.decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
    }

    private static Decision next(EscalationState previous, SituationBuilder fresh, Policy policy) {
        return DECIDER.decideNextStep(new Trigger.HealthEventTrigger(NOW), previous, fresh.build(), policy);
    }
}
