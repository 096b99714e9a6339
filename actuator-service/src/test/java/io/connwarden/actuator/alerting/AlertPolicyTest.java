package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertInputs.actionFinished;
import static io.connwarden.actuator.alerting.AlertInputs.health;
import static io.connwarden.actuator.alerting.AlertInputs.notVisible;
import static io.connwarden.actuator.alerting.AlertInputs.slots;
import static io.connwarden.actuator.alerting.AlertInputs.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertPolicyTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    private final AlertPolicyHarness harness = AlertPolicyHarness.standard();

    @Test
    void a_nearly_full_server_fires_one_alert_immediately() {
        assertThat(harness.evaluate(slots(at(0), 97.94))).containsExactly("ConnectionSlotsCritical FIRING");
        assertThat(harness.evaluate(slots(at(30), 98))).isEmpty();
        Alert alert = harness.last();
        assertThat(alert.severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(alert.summary())
                .isEqualTo("orders-db: slot utilization 97.9 % (95 of 97), above the critical threshold");
        assertThat(alert.description()).isEqualTo("because. Find the leak. Most sessions: application 'web' with 60");
        assertThat(alert.labels()).isEqualTo(Map.of("team", "shop"));
        assertThat(alert.startsAt()).isEqualTo(at(0));
        assertThat(alert.endsAt()).isNull();
    }

    @Test
    void an_alert_resolves_after_three_clear_samples_in_a_row_with_the_same_start() {
        harness.evaluate(slots(at(0), 95));
        assertThat(harness.evaluate(slots(at(30), 70))).isEmpty();
        assertThat(harness.evaluate(slots(at(60), 70))).isEmpty();
        assertThat(harness.evaluate(slots(at(90), 95))).isEmpty();
        assertThat(harness.evaluate(slots(at(120), 70))).isEmpty();
        assertThat(harness.evaluate(slots(at(150), 70))).isEmpty();
        assertThat(harness.evaluate(slots(at(180), 70))).containsExactly("ConnectionSlotsCritical RESOLVED");
        assertThat(harness.last().startsAt()).isEqualTo(at(0));
        assertThat(harness.last().endsAt()).isEqualTo(at(180));
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: slot utilization 70 % (95 of 97), no longer critical");
        assertThat(harness.states()).isEmpty();
    }

    @Test
    void samples_for_a_viewer_fire_and_resolve_no_alert_earlier() {
        for (int second = 0; second < 20; second++) {
            assertThat(harness.evaluate(notVisible(at(second))))
                    .as("after %d s", second)
                    .isEmpty();
        }
        assertThat(harness.evaluate(notVisible(at(20)))).containsExactly("TargetNotVisible FIRING");
        harness.evaluate(slots(at(21), 95));
        for (int second = 22; second < 62; second++) {
            assertThat(harness.evaluate(slots(at(second), 50)))
                    .as("after %d s", second)
                    .doesNotContain("ConnectionSlotsCritical RESOLVED");
        }
        assertThat(harness.evaluate(slots(at(62), 50))).containsExactly("ConnectionSlotsCritical RESOLVED");
    }

    @Test
    void a_sample_in_between_with_the_other_answer_begins_anew() {
        harness.evaluate(unreachable(at(0)));
        harness.evaluate(slots(at(1), 50));
        assertThat(harness.states()).isEmpty();
        harness.evaluate(unreachable(at(2)));
        assertThat(harness.evaluate(unreachable(at(21)))).isEmpty();
        assertThat(harness.evaluate(unreachable(at(22)))).containsExactly("TargetUnreachable FIRING");
        harness.evaluate(slots(at(23), 95));
        harness.evaluate(slots(at(24), 50));
        harness.evaluate(slots(at(44), 50));
        harness.evaluate(slots(at(45), 95));
        harness.evaluate(slots(at(46), 50));
        harness.evaluate(slots(at(66), 50));
        assertThat(harness.evaluate(slots(at(85), 50))).isEmpty();
        assertThat(harness.evaluate(slots(at(86), 50))).containsExactly("ConnectionSlotsCritical RESOLVED");
    }

    @Test
    void a_sample_from_the_future_changes_no_alert_and_hides_no_later_sample() {
        assertThat(harness.evaluate(slots(at(3_600), 95), at(0))).isEmpty();
        assertThat(harness.states()).isEmpty();
        assertThat(harness.evaluate(slots(at(30), 95), at(30))).containsExactly("ConnectionSlotsCritical FIRING");
        assertThat(harness.evaluate(slots(Instant.parse("9999-12-31T23:59:30Z"), 10), at(60)))
                .isEmpty();
        harness.evaluate(slots(at(60), 70), at(60));
        harness.evaluate(slots(at(90), 70), at(90));
        assertThat(harness.evaluate(slots(at(120), 70), at(120))).containsExactly("ConnectionSlotsCritical RESOLVED");
    }

    @Test
    void a_sample_up_to_30_seconds_ahead_is_evaluated() {
        assertThat(harness.evaluate(slots(at(31), 95), at(0))).isEmpty();
        assertThat(harness.evaluate(slots(at(30), 95), at(0))).containsExactly("ConnectionSlotsCritical FIRING");
    }

    @Test
    void a_state_from_the_future_does_not_hide_inputs_until_then() {
        harness.evaluate(slots(at(3_600), 95), at(3_600));
        for (int i = 0; i < 2; i++) {
            assertThat(harness.evaluate(slots(at(30 * i), 70), at(30 * i))).isEmpty();
        }
        assertThat(harness.evaluate(slots(at(60), 70), at(60))).containsExactly("ConnectionSlotsCritical RESOLVED");
    }

    @Test
    void events_from_the_future_fire_an_alert_of_their_own_and_valid_ones_resolve_it() {
        AlertInput future = new AlertInput.SampleFromFuture("orders-db", Duration.ofMinutes(90), at(0));
        assertThat(harness.evaluate(future)).isEmpty();
        assertThat(harness.evaluate(new AlertInput.SampleFromFuture("orders-db", Duration.ofMinutes(90), at(30))))
                .containsExactly("HealthEventsFromFuture FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: health events are 1 h 30 min ahead of the clock of the actuator; they are logged"
                        + " only");
        harness.evaluate(slots(at(60), 10));
        harness.evaluate(slots(at(90), 10));
        assertThat(harness.evaluate(slots(at(120), 10))).containsExactly("HealthEventsFromFuture RESOLVED");
    }

    @Test
    void a_description_is_one_line_of_limited_length() {
        AlertInput sample = new AlertInput.SampleTaken(
                Health.builder("orders-db", HealthStatus.UNREACHABLE, "x\n".repeat(400_000), at(0))
                        .build(),
                Thresholds.defaults());
        harness.evaluate(sample);
        harness.evaluate(new AlertInput.SampleTaken(
                Health.builder("orders-db", HealthStatus.UNREACHABLE, "x\n".repeat(400_000), at(30))
                        .build(),
                Thresholds.defaults()));
        assertThat(harness.last().description()).hasSizeLessThan(5_000).doesNotContain("\n");
    }

    @Test
    void a_value_equal_to_the_threshold_fires_no_alert() {
        assertThat(harness.evaluate(slots(at(0), 80))).isEmpty();
        assertThat(harness.evaluate(slots(at(30), 80.01))).containsExactly("ConnectionSlotsWarning FIRING");
        assertThat(harness.evaluate(slots(at(60), 90))).isEmpty();
        assertThat(harness.evaluate(slots(at(90), 90.01))).containsExactly("ConnectionSlotsCritical FIRING");
    }

    @Test
    void a_warning_neither_fires_nor_resolves_above_the_critical_threshold() {
        assertThat(harness.evaluate(slots(at(0), 95))).containsExactly("ConnectionSlotsCritical FIRING");
        harness.evaluate(slots(at(30), 70));
        assertThat(harness.evaluate(slots(at(60), 85))).containsExactly("ConnectionSlotsWarning FIRING");
        for (int i = 3; i < 9; i++) {
            assertThat(harness.evaluate(slots(at(30 * i), 95))).doesNotContain("ConnectionSlotsWarning RESOLVED");
        }
        assertThat(harness.last().severity()).isNotEqualTo(AlertSeverity.INFO);
        harness.evaluate(slots(at(300), 50));
        harness.evaluate(slots(at(330), 50));
        assertThat(harness.evaluate(slots(at(360), 50)))
                .containsExactly("ConnectionSlotsCritical RESOLVED", "ConnectionSlotsWarning RESOLVED");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: slot utilization 50 % (95 of 97), at or below the warning threshold");
    }

    @Test
    void an_invisible_or_unreachable_server_resolves_no_slot_alert() {
        harness.evaluate(slots(at(0), 95));
        for (int i = 1; i < 6; i++) {
            harness.evaluate(unreachable(at(30 * i)));
            harness.evaluate(notVisible(at(30 * i + 10)));
        }
        assertThat(harness.states()).containsKey("orders-db/ConnectionSlotsCritical");
        assertThat(harness.raised())
                .noneMatch(each -> each.alert().state() == AlertStatus.RESOLVED
                        && each.alert().name().startsWith("Connection"));
    }

    @Test
    void counts_of_an_invisible_server_fire_no_slot_alert() {
        harness.evaluate(notVisible(at(0)));
        assertThat(harness.evaluate(notVisible(at(30)))).containsExactly("TargetNotVisible FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: too few sessions visible; automatic actions are suspended; grant pg_monitor"
                        + " to the monitor's role");
    }

    @Test
    void two_unreachable_samples_in_a_row_fire_and_one_does_not() {
        assertThat(harness.evaluate(unreachable(at(0)))).isEmpty();
        assertThat(harness.evaluate(slots(at(30), 10))).isEmpty();
        assertThat(harness.states()).isEmpty();
        assertThat(harness.evaluate(unreachable(at(60)))).isEmpty();
        assertThat(harness.evaluate(unreachable(at(90)))).containsExactly("TargetUnreachable FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: unreachable by the monitor; its health events lead to no action");
        assertThat(harness.last().description()).isEqualTo("connection refused");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(harness.last().startsAt()).isEqualTo(at(90));
        assertThat(harness.evaluate(slots(at(120), 10))).containsExactly("TargetUnreachable RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: reachable again");
    }

    @Test
    void an_unreachable_target_does_not_resolve_TargetNotVisible() {
        harness.evaluate(notVisible(at(0)));
        harness.evaluate(notVisible(at(30)));
        assertThat(harness.evaluate(unreachable(at(60)))).isEmpty();
        assertThat(harness.evaluate(slots(at(90), 10))).containsExactly("TargetNotVisible RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: enough sessions visible again");
    }

    @Test
    void zombies_fire_in_two_samples_in_a_row_and_not_in_one() {
        assertThat(harness.evaluate(health(at(0), HealthStatus.WARNING, 50, 21, 0)))
                .isEmpty();
        assertThat(harness.evaluate(health(at(30), HealthStatus.CLEANUP_NEEDED, 50, 20, 0)))
                .isEmpty();
        assertThat(harness.evaluate(health(at(60), HealthStatus.WARNING, 50, 21, 0)))
                .isEmpty();
        assertThat(harness.evaluate(health(at(90), HealthStatus.WARNING, 50, 22, 0)))
                .containsExactly("TooManyZombies FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: 22 zombies, threshold 20; an application may leak connections");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.WARNING);
        assertResolved(120, health(at(0), HealthStatus.HEALTHY, 50, 3, 0), "TooManyZombies");
        assertThat(harness.last().summary()).isEqualTo("orders-db: 3 zombies, threshold 20");
    }

    @Test
    void stuck_transactions_fire_in_two_samples_in_a_row() {
        assertThat(harness.evaluate(health(at(0), HealthStatus.CLEANUP_NEEDED, 50, 0, 1)))
                .isEmpty();
        assertThat(harness.evaluate(health(at(30), HealthStatus.CLEANUP_NEEDED, 50, 0, 1)))
                .containsExactly("StuckTransactions FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: 1 stuck transaction; the oldest transaction of the server has been open"
                        + " for 12 min 34 s");
        assertThat(harness.last().description())
                .startsWith("Set idle_in_transaction_session_timeout: pid 4711, user backup. because. Find the leak");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.WARNING);
        assertResolved(60, health(at(0), HealthStatus.HEALTHY, 50, 0, 0), "StuckTransactions");
        assertThat(harness.last().summary()).isEqualTo("orders-db: no stuck transaction");
    }

    @Test
    void a_young_stuck_transaction_has_its_age_in_seconds() {
        harness.evaluate(health(at(0), HealthStatus.CLEANUP_NEEDED, 50, 0, 2));
        harness.evaluate(health(at(30), HealthStatus.CLEANUP_NEEDED, 50, 0, 2));
        assertThat(harness.last().summary())
                .endsWith("2 stuck transactions; the oldest transaction of the server has" + " been open for 45 s");
    }

    @Test
    void an_emergency_without_relief_fires() {
        assertThat(harness.evaluate(actionFinished(at(0))
                        .rule("R1")
                        .terminated(20)
                        .after(HealthStatus.CRITICAL)
                        .build()))
                .containsExactly("EmergencyWithoutRelief FIRING");
        assertThat(harness.last().summary())
                .isEqualTo(
                        "orders-db: still CRITICAL after 20 terminations and 0 cancellations; manual action required");
        assertThat(harness.last().description()).isEqualTo("twelve zombies");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
        harness.evaluate(unreachable(at(10)));
        assertResolved(30, slots(at(0), 85), "EmergencyWithoutRelief");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: slot utilization 85 % (95 of 97), no longer critical");
    }

    @Test
    void an_emergency_with_relief_a_requested_dry_run_and_other_rules_fire_no_relief_alert() {
        assertThat(harness.evaluate(actionFinished(at(0))
                        .rule("R1")
                        .after(HealthStatus.WARNING)
                        .build()))
                .isEmpty();
        for (int second = 1; second <= 2; second++) {
            assertThat(harness.evaluate(actionFinished(at(second))
                            .rule("R1")
                            .after(HealthStatus.CRITICAL)
                            .requested(Action.EMERGENCY)
                            .dryRun()
                            .build()))
                    .isEmpty();
        }
        assertThat(harness.evaluate(actionFinished(at(2))
                        .rule("R2")
                        .after(HealthStatus.CRITICAL)
                        .build()))
                .isEmpty();
        assertThat(harness.evaluate(actionFinished(at(3)).rule("R1").build())).isEmpty();
    }

    @Test
    void AUTO_of_clients_that_its_mode_only_records_does_not_hide_a_full_server() {
        assertThat(afterWatchedAuto(0)).isEmpty();
        assertThat(afterWatchedAuto(10)).containsExactly("EmergencyWithoutRelief FIRING");
    }

    private List<String> afterWatchedAuto(int second) {
        return harness.evaluate(actionFinished(at(second))
                .rule("R1")
                .after(HealthStatus.CRITICAL)
                .requested(Action.AUTO)
                .dryRun()
                .session(1, SessionOutcome.WOULD_TERMINATE)
                .build());
    }

    @Test
    void an_emergency_that_is_only_watched_fires_with_the_second_in_a_row_and_tells_how_to_end_sessions() {
        for (int second = 0; second <= 10; second += 10) {
            assertThat(harness.evaluate(actionFinished(at(second))
                            .rule("R1")
                            .after(HealthStatus.CRITICAL)
                            .dryRun()
                            .session(1, SessionOutcome.WOULD_TERMINATE)
                            .session(2, SessionOutcome.WOULD_CANCEL)
                            .session(3, SessionOutcome.PROTECTED)
                            .build()))
                    .isEqualTo(second == 0 ? List.of() : List.of("EmergencyWithoutRelief FIRING"));
        }
        assertThat(harness.last().summary())
                .isEqualTo(
                        "orders-db: still CRITICAL, R1 selected 2 sessions and signalled none; manual action required");
        assertThat(harness.last().description())
                .isEqualTo("twelve zombies. Send an EMERGENCY command to end sessions now, or set policy.mode to act so"
                        + " that R1 ends them");
    }

    @Test
    void an_emergency_that_waits_for_approval_does_not_count_and_one_after_its_end_does() {
        for (int second = 0; second <= 30; second += 10) {
            assertThat(harness.evaluate(
                            watchedEmergency(second).emergencyAwaitsApproval().build()))
                    .isEqualTo(second == 0 ? List.of("PlanAwaitsApproval FIRING") : List.of());
        }
        assertThat(harness.evaluate(watchedEmergency(40).build())).containsExactly("PlanAwaitsApproval RESOLVED");
        assertThat(harness.evaluate(watchedEmergency(50).build())).containsExactly("EmergencyWithoutRelief FIRING");
    }

    @Test
    void an_emergency_that_has_signalled_fires_while_a_plan_for_other_sessions_waits() {
        assertThat(harness.evaluate(actionFinished(at(0))
                        .rule("R1")
                        .terminated(3)
                        .after(HealthStatus.CRITICAL)
                        .emergencyAwaitsApproval()
                        .build()))
                .contains("EmergencyWithoutRelief FIRING");
    }

    private static AlertInputs.ActionFinishedBuilder watchedEmergency(int second) {
        return actionFinished(at(second))
                .rule("R1")
                .after(HealthStatus.CRITICAL)
                .dryRun()
                .session(1, SessionOutcome.WOULD_TERMINATE);
    }

    @Test
    void an_emergency_that_found_no_session_fires_with_the_second_in_a_row() {
        AlertInput first =
                actionFinished(at(0)).rule("R1").after(HealthStatus.CRITICAL).build();
        assertThat(harness.evaluate(first)).isEmpty();
        assertThat(harness.evaluate(actionFinished(at(10))
                        .rule("R1")
                        .after(HealthStatus.CRITICAL)
                        .build()))
                .containsExactly("EmergencyWithoutRelief FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: still CRITICAL, R1 found no session to reclaim; manual action required");
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionOutcome.class,
            names = {"DENIED", "UNRESPONSIVE", "FAILED"})
    void an_emergency_whose_signals_had_no_effect_fires_at_once(SessionOutcome outcome) {
        assertThat(harness.evaluate(actionFinished(at(0))
                        .rule("R1")
                        .session(8, outcome)
                        .after(HealthStatus.CRITICAL)
                        .build()))
                .containsExactly("EmergencyWithoutRelief FIRING");
    }

    @Test
    void an_emergency_without_relief_is_published_again_when_its_facts_change_and_a_minute_has_passed() {
        harness.evaluate(emergency(0, 20));
        assertThat(harness.evaluate(emergency(59, 3))).as("too early").isEmpty();
        assertThat(harness.evaluate(emergency(90, 20))).as("the same facts").isEmpty();
        assertThat(harness.evaluate(emergency(120, 1))).containsExactly("EmergencyWithoutRelief FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: still CRITICAL after 1 termination and 0 cancellations; manual action required");
        assertThat(harness.last().startsAt()).as("the same alert").isEqualTo(START);
        assertThat(harness.raised()).extracting(RaisedAlert::eventId).doesNotHaveDuplicates();
        assertThat(harness.evaluate(emergency(150, 2))).as("too early again").isEmpty();
    }

    @Test
    void unreclaimed_sessions_fire_with_their_pids_and_resolve_when_there_are_none() {
        String detail = "1 session: pid 8 of application 'web', no reaction to SIGTERM at 2026-03-01T03:00:00Z";
        assertThat(harness.evaluate(actionFinished(at(0)).incomplete(detail).build()))
                .containsExactly("ActionIncomplete FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: sessions did not end after a signal, rules set them aside");
        assertThat(harness.last().description()).startsWith(detail + ". ");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.WARNING);
        for (int i = 1; i < 8; i++) {
            assertThat(harness.evaluate(slots(at(30 * i), 10)))
                    .as("a healthy sample proves nothing")
                    .isEmpty();
        }
        assertThat(harness.evaluate(
                        actionFinished(at(300)).terminated(3).incomplete(detail).build()))
                .as("another session ended")
                .isEmpty();
        assertThat(harness.evaluate(actionFinished(at(400))
                        .incomplete("2 sessions: pid 8; pid 9")
                        .build()))
                .as("the facts have changed")
                .containsExactly("ActionIncomplete FIRING");
        AlertInput check = new AlertInput.TargetChecked("orders-db", List.of(), FaultLimits.defaults(), at(500));
        assertThat(harness.evaluate(check)).containsExactly("ActionIncomplete RESOLVED");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: every session on which a signal failed has ended, or no rule has tried it again"
                        + " for 15 min");
    }

    @Test
    void a_plan_that_waits_for_approval_fires_with_its_decision_and_resolves_when_there_is_none() {
        String detail = "plan 3f0c of R1 until 2026-03-01T03:15:00Z, 2 sessions of 'web' (2): too many";
        assertThat(harness.evaluate(
                        actionFinished(at(0)).dryRun().pendingPlan(detail).build()))
                .containsExactly("PlanAwaitsApproval FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: a plan waits for approval, its sessions are not signalled until then");
        assertThat(harness.last().description())
                .isEqualTo(detail + ". Send APPROVE or REJECT with planId, for this target. Without a command the plan"
                        + " expires and has no effect");
        assertThat(harness.evaluate(actionFinished(at(10)).pendingPlan(detail).build()))
                .as("the same plan")
                .isEmpty();
        assertThat(harness.evaluate(actionFinished(at(20)).terminated(2).build()))
                .containsExactly("PlanAwaitsApproval RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: no plan waits for approval");
    }

    @ParameterizedTest
    @EnumSource(SessionOutcome.class)
    void sessions_of_a_completed_action_fire_no_alert_of_a_failed_action(SessionOutcome outcome) {
        assertThat(harness.evaluate(actionFinished(at(0)).session(8, outcome).build()))
                .isEmpty();
    }

    @Test
    void a_later_action_resolves_the_alert_of_a_failed_one() {
        harness.evaluate(actionFinished(at(0)).outcome(CommandOutcome.FAILED).build());
        assertThat(harness.last().name()).isEqualTo("ActionFailed");
        assertThat(harness.last().summary()).isEqualTo("orders-db: the action of R2 zombie cleanup failed");
        assertThat(harness.evaluate(actionFinished(at(1)).build())).isEmpty();
        assertThat(harness.evaluate(actionFinished(at(2)).terminated(3).build()))
                .containsExactly("ActionFailed RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: a later action has reclaimed 3 sessions");
    }

    @Test
    void a_healthy_target_resolves_the_alert_of_a_failed_action() {
        harness.evaluate(actionFinished(at(0)).outcome(CommandOutcome.FAILED).build());
        for (int i = 1; i < 5; i++) {
            assertThat(harness.evaluate(slots(at(30 * i), 85))).doesNotContain("ActionFailed RESOLVED");
        }
        assertResolved(150, slots(at(0), 10), "ActionFailed");
        assertThat(harness.last().summary()).isEqualTo("orders-db: healthy again; the failed action was not repeated");
    }

    @Test
    void an_exhausted_hourly_budget_fires_and_resolves_when_budget_is_free() {
        assertThat(harness.evaluate(actionFinished(at(0)).lastHour(199, 200).build()))
                .isEmpty();
        assertThat(harness.evaluate(actionFinished(at(1)).lastHour(200, 200).build()))
                .containsExactly("HourlyBudgetExhausted FIRING");
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: 200 of 200 terminations in the last hour, hourly budget exhausted (G4)");
        assertThat(harness.last().description()).contains("not later than 2026-03-01T04:00:01Z");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(harness.evaluate(actionFinished(at(2)).lastHour(150, 200).build()))
                .containsExactly("HourlyBudgetExhausted RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: 150 of 200 terminations in the last hour");
    }

    @Test
    void an_exhausted_hourly_budget_resolves_an_hour_after_its_last_firing_evaluation() {
        harness.evaluate(actionFinished(at(0)).lastHour(200, 200).build());
        harness.evaluate(actionFinished(at(600)).lastHour(200, 200).build());
        assertThat(harness.evaluate(slots(at(600 + 3600), 10))).isEmpty();
        assertThat(harness.evaluate(slots(at(600 + 3601), 10))).containsExactly("HourlyBudgetExhausted RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: hourly budget available again");
    }

    @Test
    void an_hourly_budget_of_zero_fires_no_alert() {
        assertThat(harness.evaluate(actionFinished(at(0)).lastHour(0, 0).build()))
                .isEmpty();
    }

    @Test
    void a_repeated_input_changes_nothing() {
        harness.evaluate(unreachable(at(0)));
        assertThat(harness.evaluate(unreachable(at(0)))).isEmpty();
        harness.evaluate(slots(at(10), 95));
        harness.evaluate(slots(at(40), 10));
        harness.evaluate(slots(at(40), 10));
        assertThat(harness.evaluate(slots(at(40), 10))).isEmpty();
        assertThat(harness.states().get("orders-db/ConnectionSlotsCritical").clearCount())
                .isEqualTo(1);
    }

    @Test
    void an_older_input_that_arrives_late_changes_nothing() {
        harness.evaluate(slots(at(60), 95));
        assertThat(harness.evaluate(slots(at(30), 10))).isEmpty();
        assertThat(harness.states().get("orders-db/ConnectionSlotsCritical").clearCount())
                .isZero();
    }

    @Test
    void an_input_above_the_max_age_fires_no_alert() {
        assertThat(harness.evaluate(slots(at(0), 95), at(301))).isEmpty();
        assertThat(harness.states()).isEmpty();
        assertThat(harness.evaluate(slots(at(1), 95), at(301))).containsExactly("ConnectionSlotsCritical FIRING");
    }

    @Test
    void an_alert_raised_again_has_the_same_event_id() {
        AlertPolicyHarness other = AlertPolicyHarness.standard();
        harness.evaluate(slots(at(0), 95));
        other.evaluate(slots(at(0), 96));
        assertThat(harness.raised().get(0).eventId())
                .isEqualTo(other.raised().get(0).eventId())
                .isEqualTo("alert/orders-db/ConnectionSlotsCritical/2026-03-01T03:00:00Z/FIRING");
        assertThat(harness.raised().get(0).logType()).isEqualTo("ALERT_FIRING");
        assertResolved(30, slots(at(0), 10), "ConnectionSlotsCritical");
        assertThat(harness.raised().get(1).eventId()).endsWith("/RESOLVED");
        assertThat(harness.raised().get(1).logType()).isEqualTo("ALERT_RESOLVED");
    }

    @Test
    void alerts_of_different_targets_are_independent() {
        AlertProgress other = new AlertProgress("other-db", "ConnectionSlotsCritical", 1, 2, at(0), at(0), at(0), null);
        AlertChange change = AlertPolicy.standard(AlertLimits.defaults())
                .evaluate(slots(at(30), 10), List.of(other), Map.of(), at(30));
        assertThat(change).isEqualTo(new AlertChange(List.of(), List.of(), List.of()));
    }

    @Test
    void fire_after_and_resolve_after_are_configurable() {
        AlertPolicyHarness immediate = new AlertPolicyHarness(limits(1, 1, Duration.ofMinutes(5)));
        assertThat(immediate.evaluate(unreachable(at(0)))).containsExactly("TargetUnreachable FIRING");
        immediate.evaluate(slots(at(10), 95));
        assertThat(immediate.evaluate(slots(at(20), 10))).containsExactly("ConnectionSlotsCritical RESOLVED");
        assertThat(AlertLimits.defaults()).isEqualTo(limits(2, 3, Duration.ofMinutes(5)));
    }

    @Test
    void an_invalid_limit_is_rejected_with_its_key() {
        assertThatThrownBy(() -> limits(0, 1, Duration.ofMinutes(5))).hasMessage("fire-after must be 1 to 100, was 0");
        assertThatThrownBy(() -> limits(1, 101, Duration.ofMinutes(5)))
                .hasMessage("resolve-after must be 1 to 100, was 101");
        assertThatThrownBy(() -> limits(1, 1, Duration.ofSeconds(59)))
                .hasMessage("input-max-age must be 1 min to 1 d, was 59 s");
        assertThatThrownBy(() -> limits(1, 1, Duration.ofHours(25))).hasMessageEndingWith("was 1 d 1 h");
        assertThat(limits(100, 1, Duration.ofHours(24)).fireAfter()).isEqualTo(100);
        assertThat(limits(1, 100, Duration.ofMinutes(1)).resolveAfter()).isEqualTo(100);
    }

    private static AlertLimits limits(int fireAfter, int resolveAfter, Duration inputMaxAge) {
        return new AlertLimits(fireAfter, resolveAfter, Duration.ofSeconds(20), inputMaxAge, FaultLimits.defaults());
    }

    /** Evaluates a clear sample three times, 30 s apart, and expects the alert to resolve with the third. */
    private void assertResolved(int from, AlertInput clear, String name) {
        for (int i = 0; i < 2; i++) {
            assertThat(harness.evaluate(withTime(clear, at(from + 30 * i)))).doesNotContain(name + " RESOLVED");
        }
        assertThat(harness.evaluate(withTime(clear, at(from + 60)))).contains(name + " RESOLVED");
    }

    private static AlertInput withTime(AlertInput input, Instant time) {
        AlertInput.SampleTaken sampled = (AlertInput.SampleTaken) input;
        var health = sampled.health();
        return health(
                time,
                health.status(),
                health.counts().slotUtilizationPercentage(),
                health.counts().zombieConnections(),
                health.counts().stuckTransactions());
    }

    private static AlertInput emergency(int second, int terminated) {
        return actionFinished(at(second))
                .rule("R1")
                .terminated(terminated)
                .after(HealthStatus.CRITICAL)
                .build();
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
