package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntentRecheckTest {
    private static final Trigger AUTOMATIC = new Trigger.HealthEventTrigger(NOW);
    private static final Policy POLICY = policy();

    @Test
    void nothing_changed_refuses_nothing() {
        Session session = idle(1, Duration.ofHours(1));
        assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R1, null, POLICY))
                .isEmpty();
        assertThat(refuse(AUTOMATIC, RuleId.R1, 1, critical().with(session))).isEmpty();
        assertThat(IntentRecheck.refuseSessions(
                        AUTOMATIC, RuleId.R1, critical().with(session).build(), POLICY))
                .isEmpty();
    }

    @Test
    void a_pause_refuses_automatic_actions_and_commands() {
        TargetPause one = new TargetPause("ann", "deploying", false, NOW, "send RESUME");
        TargetPause every = new TargetPause("ann", "deploying", true, NOW, "send RESUME");
        assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R1, one, POLICY))
                .contains(SignalRefusal.spared("paused meanwhile by ann since 2026-03-01T03:00:00Z: deploying (G2)"));
        assertThat(IntentRecheck.refuseByPolicy(command(new CommandParameters.Emergency()), RuleId.R1, every, POLICY))
                .contains(SignalRefusal.spared(
                        "all targets paused meanwhile by ann since 2026-03-01T03:00:00Z: deploying (G2)"));
        assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R1, null, policy("paused=true")))
                .contains(SignalRefusal.spared("paused meanwhile by policy.paused (G2)"));
    }

    @Test
    void a_dry_run_refuses_every_signal() {
        assertThat(IntentRecheck.refuseByPolicy(
                        command(new CommandParameters.Auto()), RuleId.R1, null, policy("dry-run=true")))
                .contains(SignalRefusal.spared("dry run enabled meanwhile (policy.dry-run)"));
    }

    @Test
    void a_mode_that_no_longer_acts_refuses_the_signals_of_health_events_and_AUTO_and_not_those_of_other_commands() {
        for (String mode : List.of("off", "watch", "ask")) {
            Policy disarmed = policy("modes.r1=" + mode);
            assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R1, null, disarmed))
                    .contains(SignalRefusal.spared("meanwhile the mode of R1 is " + mode + " (policy.modes.r1) (G2)"));
            assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R2, null, disarmed))
                    .isEmpty();
            assertThat(IntentRecheck.refuseByPolicy(command(new CommandParameters.Auto()), RuleId.R1, null, disarmed))
                    .isPresent();
            assertThat(IntentRecheck.refuseByPolicy(
                            command(new CommandParameters.Emergency()), RuleId.R1, null, disarmed))
                    .isEmpty();
        }
    }

    @Test
    void an_override_that_no_longer_acts_refuses_the_signals_to_its_sessions_only() {
        Session report =
                session(1).application("report").idleFor(Duration.ofHours(1)).build();
        Session other = idle(2, Duration.ofHours(1));
        Policy policy = policy("overrides[0].match.applications=report", "overrides[0].mode=watch");
        assertThat(IntentRecheck.refuseByPolicy(AUTOMATIC, RuleId.R1, null, policy))
                .isEmpty();
        assertThat(IntentRecheck.refuseSessions(
                        AUTOMATIC, RuleId.R1, critical().with(report, other).build(), policy))
                .isEqualTo(Map.of(
                        idOf(report),
                        SignalRefusal.spared(
                                "meanwhile the mode of R1 is watch (policy.overrides, applications: report) (G2)")));
        assertThat(IntentRecheck.refuseSessions(
                        command(new CommandParameters.Auto()),
                        RuleId.R1,
                        critical().with(report, other).build(),
                        policy))
                .containsOnlyKeys(idOf(report));
        assertThat(IntentRecheck.refuseSessions(
                        command(new CommandParameters.Emergency()),
                        RuleId.R1,
                        critical().with(report, other).build(),
                        policy))
                .isEmpty();
    }

    @Test
    void a_target_that_is_no_longer_visible_refuses_every_signal() {
        assertThat(refuse(AUTOMATIC, RuleId.R4, 1, healthy().visibility(50)))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).endsWith("(G1)"));
        assertThat(refuse(AUTOMATIC, RuleId.R4, 1, healthy().uncounted())).isPresent();
    }

    @Test
    void relief_refuses_the_signals_of_an_emergency() {
        assertThat(refuse(AUTOMATIC, RuleId.R1, 1, healthy().slots(75)))
                .contains(SignalRefusal.spared("relief meanwhile: slot utilization 75 %, at or below 75 %"));
        assertThat(refuse(AUTOMATIC, RuleId.R1, 2, warning().slots(75.01))).isEmpty();
    }

    @Test
    void an_emergency_by_command_needs_no_emergency_in_its_first_step_only() {
        Trigger requested = command(new CommandParameters.Emergency());
        assertThat(refuse(requested, RuleId.R1, 1, healthy())).isEmpty();
        assertThat(refuse(requested, RuleId.R1, 2, healthy())).isPresent();
    }

    @Test
    void the_cleanup_rules_need_their_condition_and_commands_do_not() {
        assertThat(refuse(AUTOMATIC, RuleId.R2, 1, cleanupNeeded(11))).isEmpty();
        assertThat(refuse(AUTOMATIC, RuleId.R2, 1, healthy()))
                .contains(SignalRefusal.spared("the condition of R2 no longer holds"));
        assertThat(refuse(AUTOMATIC, RuleId.R3, 1, warning())).isEmpty();
        assertThat(refuse(AUTOMATIC, RuleId.R3, 1, healthy()))
                .contains(SignalRefusal.spared("the condition of R3 no longer holds"));
        assertThat(refuse(AUTOMATIC, RuleId.R4, 1, healthy())).isEmpty();
        assertThat(refuse(command(new CommandParameters.Cleanup(15, 10)), RuleId.COMMAND, 1, healthy()))
                .isEmpty();
    }

    @Test
    void a_protected_session_is_refused_and_the_others_are_not() {
        Session backup =
                session(1).application("pg_dump").idleFor(Duration.ofHours(1)).build();
        Session excluded =
                session(2).application("pay").idleFor(Duration.ofHours(1)).build();
        Session other = idle(3, Duration.ofHours(1));
        assertThat(IntentRecheck.refuseSessions(
                        AUTOMATIC,
                        RuleId.R1,
                        critical().with(backup, excluded, other).build(),
                        policy("exclude.applications=pay")))
                .isEqualTo(Map.of(
                        idOf(backup),
                        new SignalRefusal(SessionOutcome.PROTECTED, "protected meanwhile: backup program (G5)"),
                        idOf(excluded),
                        new SignalRefusal(
                                SessionOutcome.PROTECTED,
                                "protected meanwhile: application 'pay' matches 'pay' in policy.exclude (G5)")));
    }

    private static Optional<SignalRefusal> refuse(Trigger trigger, RuleId rule, int step, SituationBuilder fresh) {
        return IntentRecheck.refuseBySample(trigger, rule, step, fresh.build(), POLICY);
    }

    private static Trigger command(CommandParameters parameters) {
        return new Trigger.CommandTrigger(new Command("orders", parameters, "ann", "because", false, null));
    }
}
