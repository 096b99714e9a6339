package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.Signs.acted;
import static io.connwarden.actuator.alerting.Signs.health;
import static io.connwarden.actuator.alerting.Signs.slots;
import static io.connwarden.actuator.alerting.Signs.unreachable;
import static io.connwarden.actuator.alerting.Signs.unseen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertPolicyTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    private final Pager pager = Pager.standard();

    @Test
    void a_server_running_full_rings_at_once_and_once() {
        assertThat(pager.on(slots(at(0), 97.94))).containsExactly("ConnectionSlotsCritical FIRING");
        assertThat(pager.on(slots(at(30), 98))).isEmpty();
        Alert alert = pager.last();
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.summary()).isEqualTo("orders-db: 97.9 % of slots taken (95 of 97), almost full");
        assertThat(alert.description()).isEqualTo("because. Find the leak. Most sessions: application 'web' with 60");
        assertThat(alert.labels()).isEqualTo(Map.of("team", "shop"));
        assertThat(alert.startsAt()).isEqualTo(at(0));
        assertThat(alert.endsAt()).isNull();
    }

    @Test
    void it_resolves_after_three_better_samples_in_a_row_with_the_same_start() {
        pager.on(slots(at(0), 95));
        assertThat(pager.on(slots(at(30), 70))).isEmpty();
        assertThat(pager.on(slots(at(60), 70))).isEmpty();
        assertThat(pager.on(slots(at(90), 95))).isEmpty();
        assertThat(pager.on(slots(at(120), 70))).isEmpty();
        assertThat(pager.on(slots(at(150), 70))).isEmpty();
        assertThat(pager.on(slots(at(180), 70))).containsExactly("ConnectionSlotsCritical RESOLVED");
        assertThat(pager.last().startsAt()).isEqualTo(at(0));
        assertThat(pager.last().endsAt()).isEqualTo(at(180));
        assertThat(pager.last().summary()).isEqualTo("orders-db: 70 % of slots taken (95 of 97), no longer critical");
        assertThat(pager.watches()).isEmpty();
    }

    @Test
    void just_at_a_threshold_nothing_rings() {
        assertThat(pager.on(slots(at(0), 80))).isEmpty();
        assertThat(pager.on(slots(at(30), 80.01))).containsExactly("ConnectionSlotsWarning FIRING");
        assertThat(pager.on(slots(at(60), 90))).isEmpty();
        assertThat(pager.on(slots(at(90), 90.01))).containsExactly("ConnectionSlotsCritical FIRING");
    }

    @Test
    void a_warning_neither_begins_nor_ends_above_critical() {
        assertThat(pager.on(slots(at(0), 95))).containsExactly("ConnectionSlotsCritical FIRING");
        pager.on(slots(at(30), 70));
        assertThat(pager.on(slots(at(60), 85))).containsExactly("ConnectionSlotsWarning FIRING");
        for (int i = 3; i < 9; i++) {
            assertThat(pager.on(slots(at(30 * i), 95))).doesNotContain("ConnectionSlotsWarning RESOLVED");
        }
        assertThat(pager.last().severity()).isNotEqualTo(Severity.INFO);
        pager.on(slots(at(300), 50));
        pager.on(slots(at(330), 50));
        assertThat(pager.on(slots(at(360), 50)))
                .containsExactly("ConnectionSlotsCritical RESOLVED", "ConnectionSlotsWarning RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: 50 % of slots taken (95 of 97), enough free again");
    }

    @Test
    void a_server_that_cannot_be_seen_does_not_look_relieved() {
        pager.on(slots(at(0), 95));
        for (int i = 1; i < 6; i++) {
            pager.on(unreachable(at(30 * i)));
            pager.on(unseen(at(30 * i + 10)));
        }
        assertThat(pager.watches()).containsKey("orders-db/ConnectionSlotsCritical");
        assertThat(pager.raised())
                .noneMatch(each -> each.alert().state() == AlertState.RESOLVED
                        && each.alert().name().startsWith("Connection"));
    }

    @Test
    void figures_of_a_server_that_cannot_be_seen_ring_nothing_about_them() {
        pager.on(unseen(at(0)));
        assertThat(pager.on(unseen(at(30)))).containsExactly("TargetUnseen FIRING");
        assertThat(pager.last().summary())
                .isEqualTo("orders-db: its sessions cannot be seen, nobody guards it now; GRANT pg_monitor");
    }

    @Test
    void one_lost_sample_wakes_nobody_two_do() {
        assertThat(pager.on(unreachable(at(0)))).isEmpty();
        assertThat(pager.on(slots(at(30), 10))).isEmpty();
        assertThat(pager.watches()).isEmpty();
        assertThat(pager.on(unreachable(at(60)))).isEmpty();
        assertThat(pager.on(unreachable(at(90)))).containsExactly("TargetUnreachable FIRING");
        assertThat(pager.last().summary()).isEqualTo("orders-db: cannot be reached, nobody guards it now");
        assertThat(pager.last().description()).isEqualTo("connection refused");
        assertThat(pager.last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(pager.last().startsAt()).isEqualTo(at(90));
        assertThat(pager.on(slots(at(120), 10))).containsExactly("TargetUnreachable RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: reached again");
    }

    @Test
    void a_target_lost_while_unseen_is_not_seen_again() {
        pager.on(unseen(at(0)));
        pager.on(unseen(at(30)));
        assertThat(pager.on(unreachable(at(60)))).isEmpty();
        assertThat(pager.on(slots(at(90), 10))).containsExactly("TargetUnseen RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: its sessions can be seen again");
    }

    @Test
    void zombies_that_stay_ring_and_zombies_that_pass_do_not() {
        assertThat(pager.on(health(at(0), Status.WARNING, 50, 21, 0))).isEmpty();
        assertThat(pager.on(health(at(30), Status.CLEANUP_NEEDED, 50, 20, 0))).isEmpty();
        assertThat(pager.on(health(at(60), Status.WARNING, 50, 21, 0))).isEmpty();
        assertThat(pager.on(health(at(90), Status.WARNING, 50, 22, 0))).containsExactly("TooManyZombies FIRING");
        assertThat(pager.last().summary())
                .isEqualTo("orders-db: 22 zombie sessions, 20 allowed; something leaks connections");
        assertThat(pager.last().severity()).isEqualTo(Severity.WARNING);
        resolved(120, health(at(0), Status.HEALTHY, 50, 3, 0), "TooManyZombies");
        assertThat(pager.last().summary()).isEqualTo("orders-db: 3 zombie sessions, 20 allowed");
    }

    @Test
    void stuck_transactions_ring_when_they_stay() {
        assertThat(pager.on(health(at(0), Status.CLEANUP_NEEDED, 50, 0, 1))).isEmpty();
        assertThat(pager.on(health(at(30), Status.CLEANUP_NEEDED, 50, 0, 1)))
                .containsExactly("StuckTransactions FIRING");
        assertThat(pager.last().summary()).isEqualTo("orders-db: 1 stuck in an idle transaction, oldest open 12 min");
        assertThat(pager.last().severity()).isEqualTo(Severity.WARNING);
        resolved(60, health(at(0), Status.HEALTHY, 50, 0, 0), "StuckTransactions");
        assertThat(pager.last().summary()).isEqualTo("orders-db: no stuck transaction any more");
    }

    @Test
    void an_emergency_without_relief_calls_for_a_person() {
        assertThat(pager.on(acted(at(0))
                        .rule("R1")
                        .terminated(20)
                        .after(Status.CRITICAL)
                        .sign()))
                .containsExactly("EmergencyWithoutRelief FIRING");
        assertThat(pager.last().summary())
                .isEqualTo("orders-db: still critical after ending 20 and cancelling 0, act by hand");
        assertThat(pager.last().description()).isEqualTo("twelve zombies");
        assertThat(pager.last().severity()).isEqualTo(Severity.CRITICAL);
        pager.on(unreachable(at(10)));
        resolved(30, slots(at(0), 85), "EmergencyWithoutRelief");
        assertThat(pager.last().summary()).isEqualTo("orders-db: 85 % of slots taken (95 of 97), relieved");
    }

    @Test
    void an_emergency_that_relieved_or_was_dry_or_another_rule_calls_for_nobody() {
        assertThat(pager.on(acted(at(0)).rule("R1").after(Status.WARNING).sign()))
                .isEmpty();
        assertThat(pager.on(
                        acted(at(1)).rule("R1").after(Status.CRITICAL).dryRun().sign()))
                .isEmpty();
        assertThat(pager.on(acted(at(2)).rule("R2").after(Status.CRITICAL).sign()))
                .isEmpty();
        assertThat(pager.on(acted(at(3)).rule("R1").sign())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionOutcome.class,
            names = {"DENIED", "UNRESPONSIVE", "FAILED"})
    void sessions_that_would_not_go_ring(SessionOutcome outcome) {
        assertThat(pager.on(acted(at(0))
                        .session(7, SessionOutcome.TERMINATED)
                        .session(8, outcome)
                        .terminated(1)
                        .sign()))
                .containsExactly("ActionIncomplete FIRING");
        assertThat(pager.last().summary())
                .isEqualTo("orders-db: 1 of 2 sessions would not go (first: pid 8 " + outcome + ")");
        assertThat(pager.last().description()).isEqualTo("it said no");
        assertThat(pager.last().severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionOutcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DENIED", "UNRESPONSIVE", "FAILED"})
    void sessions_that_went_or_were_left_alone_do_not_ring(SessionOutcome outcome) {
        assertThat(pager.on(acted(at(0)).session(8, outcome).sign())).isEmpty();
    }

    @Test
    void an_incomplete_action_is_made_good_by_a_complete_one() {
        pager.on(acted(at(0)).outcome(Outcome.FAILED).sign());
        assertThat(pager.last().summary()).isEqualTo("orders-db: R2 could not be finished");
        assertThat(pager.on(acted(at(1)).sign())).isEmpty();
        assertThat(pager.on(acted(at(2)).terminated(3).sign())).containsExactly("ActionIncomplete RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: the latest action reclaimed all it chose");
    }

    @Test
    void an_incomplete_action_is_over_when_the_target_stays_healthy() {
        pager.on(acted(at(0)).session(8, SessionOutcome.DENIED).sign());
        for (int i = 1; i < 5; i++) {
            assertThat(pager.on(slots(at(30 * i), 85))).doesNotContain("ActionIncomplete RESOLVED");
        }
        resolved(150, slots(at(0), 10), "ActionIncomplete");
    }

    @Test
    void a_spent_hour_rings_and_is_over_when_there_is_budget_again() {
        assertThat(pager.on(acted(at(0)).hour(199, 200).sign())).isEmpty();
        assertThat(pager.on(acted(at(1)).hour(200, 200).sign())).containsExactly("HourlyBudgetExhausted FIRING");
        assertThat(pager.last().summary())
                .isEqualTo("orders-db: 200 of 200 terminations this hour, budget used up (G4)");
        assertThat(pager.last().description()).contains("at the latest at 2026-03-01T04:00:01Z");
        assertThat(pager.last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(pager.on(acted(at(2)).hour(150, 200).sign())).containsExactly("HourlyBudgetExhausted RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: 150 of 200 terminations this hour");
    }

    @Test
    void a_spent_hour_is_over_an_hour_after_its_last_sign() {
        pager.on(acted(at(0)).hour(200, 200).sign());
        pager.on(acted(at(600)).hour(200, 200).sign());
        assertThat(pager.on(slots(at(600 + 3600), 10))).isEmpty();
        assertThat(pager.on(slots(at(600 + 3601), 10))).containsExactly("HourlyBudgetExhausted RESOLVED");
        assertThat(pager.last().summary()).isEqualTo("orders-db: hourly budget of terminations is free again");
    }

    @Test
    void a_budget_of_nobody_is_not_exhausted() {
        assertThat(pager.on(acted(at(0)).hour(0, 0).sign())).isEmpty();
    }

    @Test
    void a_sign_that_comes_again_changes_nothing() {
        pager.on(unreachable(at(0)));
        assertThat(pager.on(unreachable(at(0)))).isEmpty();
        pager.on(slots(at(10), 95));
        pager.on(slots(at(40), 10));
        pager.on(slots(at(40), 10));
        assertThat(pager.on(slots(at(40), 10))).isEmpty();
        assertThat(pager.watches().get("orders-db/ConnectionSlotsCritical").good())
                .isEqualTo(1);
    }

    @Test
    void an_older_sign_that_comes_late_changes_nothing() {
        pager.on(slots(at(60), 95));
        assertThat(pager.on(slots(at(30), 10))).isEmpty();
        assertThat(pager.watches().get("orders-db/ConnectionSlotsCritical").good())
                .isZero();
    }

    @Test
    void after_an_outage_nobody_is_woken_for_what_is_long_over() {
        assertThat(pager.on(slots(at(0), 95), at(301))).isEmpty();
        assertThat(pager.watches()).isEmpty();
        assertThat(pager.on(slots(at(1), 95), at(301))).containsExactly("ConnectionSlotsCritical FIRING");
    }

    @Test
    void an_alert_has_the_same_id_whenever_it_is_raised_again() {
        Pager other = Pager.standard();
        pager.on(slots(at(0), 95));
        other.on(slots(at(0), 96));
        assertThat(pager.raised().get(0).eventId())
                .isEqualTo(other.raised().get(0).eventId())
                .isEqualTo("alert/orders-db/ConnectionSlotsCritical/2026-03-01T03:00:00Z/FIRING");
        assertThat(pager.raised().get(0).logType()).isEqualTo("ALERT_FIRING");
        resolved(30, slots(at(0), 10), "ConnectionSlotsCritical");
        assertThat(pager.raised().get(1).eventId()).endsWith("/RESOLVED");
        assertThat(pager.raised().get(1).logType()).isEqualTo("ALERT_RESOLVED");
    }

    @Test
    void targets_do_not_mix() {
        AlertWatch other = new AlertWatch("other-db", "ConnectionSlotsCritical", 1, 2, at(0), at(0), at(0));
        AlertChange change =
                AlertPolicy.standard(AlertLimits.standard()).on(slots(at(30), 10), List.of(other), Map.of(), at(30));
        assertThat(change.isNothing()).isTrue();
    }

    @Test
    void patience_is_configuration() {
        Pager hasty = new Pager(new AlertSettings(1, 1, null).over(AlertLimits.standard()));
        assertThat(hasty.on(unreachable(at(0)))).containsExactly("TargetUnreachable FIRING");
        hasty.on(slots(at(10), 95));
        assertThat(hasty.on(slots(at(20), 10))).containsExactly("ConnectionSlotsCritical RESOLVED");
        assertThat(AlertSettings.none().over(AlertLimits.standard()))
                .isEqualTo(new AlertLimits(2, 3, Duration.ofMinutes(5)));
    }

    @Test
    void a_wrong_limit_is_refused_by_its_key() {
        assertThatThrownBy(() -> new AlertLimits(0, 1, Duration.ofMinutes(5)))
                .hasMessage("fire-after must be a whole number from 1 to 100, was 0");
        assertThatThrownBy(() -> new AlertLimits(1, 101, Duration.ofMinutes(5)))
                .hasMessage("resolve-after must be a whole number from 1 to 100, was 101");
        assertThatThrownBy(() -> new AlertLimits(1, 1, Duration.ofSeconds(59)))
                .hasMessage("sign-valid-for must be from 1 min to 24 h, was PT59S");
        assertThatThrownBy(() -> new AlertLimits(1, 1, Duration.ofHours(25))).hasMessageContaining("PT25H");
        assertThat(new AlertLimits(100, 1, Duration.ofHours(24)).fireAfter()).isEqualTo(100);
        assertThat(new AlertLimits(1, 100, Duration.ofMinutes(1)).resolveAfter())
                .isEqualTo(100);
    }

    /** Gives the same good sample three times, half a minute apart, and expects the alert to resolve with the third. */
    private void resolved(int from, Sign good, String name) {
        for (int i = 0; i < 2; i++) {
            assertThat(pager.on(moved(good, at(from + 30 * i)))).doesNotContain(name + " RESOLVED");
        }
        assertThat(pager.on(moved(good, at(from + 60)))).contains(name + " RESOLVED");
    }

    private static Sign moved(Sign sign, Instant to) {
        Sign.Sampled sampled = (Sign.Sampled) sign;
        var health = sampled.health();
        return health(
                to,
                health.status(),
                health.counts().slotUtilizationPercentage(),
                health.counts().zombieConnections(),
                health.counts().stuckTransactions());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
