package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertInputs.actionFinished;
import static io.connwarden.actuator.alerting.AlertInputs.slots;
import static io.connwarden.actuator.alerting.AlertInputs.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.message.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultAlertsTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    private static final FaultLimits LIMITS = FaultLimits.defaults();

    private final AlertPolicyHarness harness = AlertPolicyHarness.standard();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEALTH_EVENTS_FROM_FUTURE")
    void a_fault_fires_its_alert_exactly_at_its_limit_and_the_first_check_without_it_resolves_the_alert(
            FaultKind kind) {
        Duration limit = LIMITS.alertAfter(kind);
        if (!limit.isZero()) {
            assertThat(harness.evaluate(check(0, fault(kind, limit.minusMillis(1)))))
                    .isEmpty();
        }
        assertThat(harness.evaluate(check(15, fault(kind, limit)))).containsExactly(kind.alertName() + " FIRING");
        assertThat(harness.last().severity()).isEqualTo(kind.severity());
        assertThat(harness.last().summary()).startsWith("orders-db: " + kind.effect());
        assertThat(harness.last().description()).startsWith("the cause. ");
        assertThat(harness.evaluate(check(30, fault(kind, limit.plusSeconds(15)))))
                .isEmpty();
        assertThat(harness.evaluate(check(45))).containsExactly(kind.alertName() + " RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: " + kind.recovery());
        assertThat(harness.states()).isEmpty();
    }

    @Test
    void a_fault_that_seems_young_after_a_restart_neither_resolves_nor_repeats_its_alert() {
        FaultKind kind = FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR;
        harness.evaluate(check(0, fault(kind, Duration.ofMinutes(3))));
        assertThat(harness.evaluate(check(15, fault(kind, Duration.ZERO)))).isEmpty();
        assertThat(harness.evaluate(check(200, fault(kind, Duration.ofMinutes(3)))))
                .isEmpty();
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: not reachable by an actuator; this actuator signals no session (for 3 min)");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
    }

    @Test
    void the_age_of_a_fault_is_told_from_one_second_on() {
        FaultKind kind = FaultKind.RECORDS_DEAD_LETTERED;
        harness.evaluate(check(0, fault(kind, Duration.ofMillis(13))));
        assertThat(harness.last().summary()).isEqualTo("orders-db: " + kind.effect());
    }

    @Test
    void the_oldest_of_two_pauses_counts() {
        assertThat(harness.evaluate(check(
                        0,
                        fault(FaultKind.PAUSED_TOO_LONG, Duration.ofMinutes(1)),
                        fault(FaultKind.PAUSED_TOO_LONG, Duration.ofHours(5)))))
                .containsExactly("PausedTooLong FIRING");
    }

    @Test
    void a_check_resolves_an_exhausted_budget_without_a_sample_and_without_an_action() {
        assertThat(harness.evaluate(actionFinished(at(0)).lastHour(200, 200).build()))
                .containsExactly("HourlyBudgetExhausted FIRING");
        assertThat(harness.evaluate(check(15, fault(FaultKind.HOURLY_BUDGET_EXHAUSTED, Duration.ZERO))))
                .isEmpty();
        assertThat(harness.evaluate(check(30))).containsExactly("HourlyBudgetExhausted RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: hourly budget available again");
    }

    @Test
    void a_check_changes_no_alert_that_depends_on_samples() {
        harness.evaluate(slots(at(0), 95));
        harness.evaluate(unreachable(at(10)));
        harness.evaluate(unreachable(at(20)));
        assertThat(harness.evaluate(check(30))).isEmpty();
        assertThat(harness.states()).hasSize(2);
    }

    @Test
    void samples_and_results_change_no_alert_that_depends_on_checks() {
        harness.evaluate(check(0, fault(FaultKind.HEALTH_EVENTS_MISSING, Duration.ofHours(1))));
        assertThat(harness.evaluate(slots(at(10), 10))).isEmpty();
        assertThat(harness.evaluate(actionFinished(at(20)).build())).isEmpty();
    }

    @Test
    void the_end_of_a_target_resolves_its_alerts_and_deletes_its_pending_states() {
        harness.evaluate(slots(at(0), 95));
        harness.evaluate(unreachable(at(10)));
        harness.evaluate(check(20, fault(FaultKind.PAUSED_TOO_LONG, Duration.ofHours(5))));
        assertThat(harness.evaluate(new AlertInput.TargetRemoved("orders-db", at(60))))
                .containsExactlyInAnyOrder("ConnectionSlotsCritical RESOLVED", "PausedTooLong RESOLVED");
        assertThat(harness.last().summary()).isEqualTo("orders-db: no longer watched; its state is unknown");
        assertThat(harness.last().description()).contains("its cause may continue");
        assertThat(harness.states()).isEmpty();
    }

    @Test
    void every_kind_of_fault_has_an_alert_with_its_name() {
        List<String> names = AlertKinds.all().stream().map(AlertKind::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::alertName)).allMatch(names::contains);
        assertThat(FaultKind.ofAlert("HealthEventsMissing")).contains(FaultKind.HEALTH_EVENTS_MISSING);
        assertThat(FaultKind.ofAlert("of another version")).isEmpty();
    }

    @Test
    void a_short_pause_and_a_short_time_without_events_are_no_faults() {
        assertThat(LIMITS.isFaultAt(
                        FaultKind.PAUSED_TOO_LONG, Duration.ofHours(4).minusMillis(1)))
                .isFalse();
        assertThat(LIMITS.isFaultAt(FaultKind.PAUSED_TOO_LONG, Duration.ofHours(4)))
                .isTrue();
        assertThat(LIMITS.isFaultAt(FaultKind.HEALTH_EVENTS_MISSING, Duration.ofMinutes(5)))
                .isTrue();
        assertThat(LIMITS.isFaultAt(FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR, Duration.ZERO))
                .isTrue();
    }

    @Test
    void an_invalid_limit_is_rejected_with_its_key() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new FaultLimits(Duration.ofMillis(999), second, second, second, second))
                .hasMessage("check-interval must be 1 s to 5 min, was 999 ms");
        assertThatThrownBy(() -> new FaultLimits(second, Duration.ofSeconds(-1), second, second, second))
                .hasMessageStartingWith("fire-after must be 0 ms to 1 d");
        assertThatThrownBy(() -> new FaultLimits(second, second, Duration.ZERO, second, second))
                .hasMessageStartingWith("missing-events-after must be 1 s to 1 d");
        assertThatThrownBy(() -> new FaultLimits(second, second, second, Duration.ofDays(366), second))
                .hasMessageStartingWith("paused-after must be 1 s to 365 d");
        assertThatThrownBy(() -> new FaultLimits(second, second, second, second, Duration.ZERO))
                .hasMessageStartingWith("dead-letters-for must be 1 s to 1 d");
        assertThat(new FaultLimits(second, Duration.ZERO, second, second, second).maxGap())
                .isEqualTo(Duration.ofSeconds(4));
    }

    private static AlertInput check(int second, Fault... faults) {
        return new AlertInput.TargetChecked("orders-db", List.of(faults), LIMITS, at(second));
    }

    private static Fault fault(FaultKind kind, Duration age) {
        return new Fault(kind, age, "the cause");
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
