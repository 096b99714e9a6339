package io.connwarden.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetViewTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FleetView view = new FleetView(Map.of());

    @Test
    void the_trend_covers_the_hour_before_the_latest_sample_in_steps_of_5_s() {
        for (int second = 0; second <= 7200; second++) {
            view.onHealth(event("h" + second, health("db", START.plusSeconds(second))));
        }
        HealthTrend trend = view.health("db").orElseThrow();
        assertThat(trend.latest().lastCheck()).isEqualTo(START.plusSeconds(7200));
        assertThat(trend.points()).hasSize(HealthTrend.MAX_POINTS);
        assertThat(trend.points().get(0).time())
                .isAfterOrEqualTo(START.plus(Duration.ofHours(1)))
                .isBefore(START.plus(Duration.ofHours(1)).plusSeconds(10));
    }

    @Test
    void an_older_sample_that_arrives_late_does_not_replace_a_newer_one() {
        view.onHealth(event("new", health("db", START.plusSeconds(60))));
        view.onHealth(event("old", health("db", START)));
        assertThat(view.health("db").orElseThrow().latest().lastCheck()).isEqualTo(START.plusSeconds(60));
        assertThat(view.health("db").orElseThrow().points()).hasSize(1);
    }

    @Test
    void a_result_that_is_published_twice_is_kept_once_and_old_results_are_dropped() {
        for (int i = 0; i < LatestResults.MAX_ACTIONS + 7; i++) {
            view.onResult(event("r" + i, result("db")));
            view.onResult(event("r" + i, result("db")));
        }
        assertThat(view.actions())
                .hasSize(LatestResults.MAX_ACTIONS)
                .extracting(action -> action.id().id())
                .startsWith("r7")
                .doesNotHaveDuplicates();
    }

    @Test
    void large_results_displace_the_oldest_of_their_own_target() {
        view.onResult(event("small", result("other")));
        int sessions = LatestResults.MAX_WEIGHT / 4;
        for (int i = 0; i < 9; i++) {
            view.onResult(event("r" + i, result("db", sessions)));
        }
        assertThat(view.actions())
                .extracting(action -> action.id().id())
                .containsExactlyInAnyOrder("small", "r6", "r7", "r8");
    }

    @Test
    void large_results_displace_no_open_plan_and_a_decided_plan_is_not_open_again() {
        PlanSummary plan = new PlanSummary(UUID.randomUUID(), "COMMAND", 3, START, START.plusSeconds(900));
        Event<Result> planned = event("p", result("db").toBuilder().plan(plan).build());
        view.onResult(planned);
        for (int i = 0; i < 9; i++) {
            view.onResult(event("r" + i, result("db", LatestResults.MAX_WEIGHT)));
        }
        assertThat(view.openPlans(START)).extracting(KnownPlan::id).containsExactly(plan.id());
        assertThat(view.openPlans(START.plusSeconds(900))).isEmpty();
        view.onResult(event(
                "rehearsed",
                result("db").toBuilder().planId(plan.id()).dryRun(true).build()));
        assertThat(view.openPlans(START)).hasSize(1);
        view.onResult(
                event("decided", result("db").toBuilder().planId(plan.id()).build()));
        view.onResult(planned);
        assertThat(view.openPlans(START)).isEmpty();
        assertThat(view.plan(plan.id().toString())).isPresent();
    }

    @Test
    void a_pause_by_label_is_shown_on_the_targets_with_the_label() {
        FleetView labelled = new FleetView(Map.of("db", Map.of("env", "prod"), "other", Map.of("env", "test")));
        PauseSummary pause = new PauseSummary(
                "*", "ann", "upgrade", START, null, new UUID(0, 1), Map.of("env", "prod"), null, null, null);
        labelled.onResult(
                event("p", result("*").toBuilder().pauses(List.of(pause)).build()));
        assertThat(labelled.pause("db", START)).contains(pause);
        assertThat(labelled.pause("other", START)).isEmpty();
        labelled.onResult(
                event("s", result("other").toBuilder().pauses(List.of()).build()));
        assertThat(labelled.pause("db", START)).contains(pause);
        labelled.onResult(event("r", result("*").toBuilder().pauses(List.of()).build()));
        assertThat(labelled.pause("db", START)).isEmpty();
    }

    @Test
    void a_pause_by_label_that_is_told_again_replaces_the_former_and_an_ended_one_is_dropped() {
        PauseSummary today = windowed(new UUID(0, 1), START.plusSeconds(3_600));
        PauseSummary tomorrow = windowed(new UUID(0, 1), START.plusSeconds(90_000));
        PauseSummary other = windowed(new UUID(0, 2), START.plusSeconds(5_000));
        PauseSummary lasting = windowed(new UUID(0, 3), null);
        tellPauses("db", START, today, other, lasting);
        tellPauses("db", START.plusSeconds(10), tomorrow);
        assertThat(view.pauses(START)).containsExactlyInAnyOrder(tomorrow, other, lasting);
        tellPauses("db", START.plusSeconds(5_000));
        assertThat(view.pauses(START.plusSeconds(5_000))).containsExactlyInAnyOrder(tomorrow, lasting);
    }

    @Test
    void a_recurring_pause_is_known_between_its_times_until_its_last_end() {
        Instant begin = Instant.parse("2026-11-29T01:00:00Z");
        Instant end = Instant.parse("2026-12-06T01:30:00Z");
        PauseWindow sundays = new PauseWindow("0 0 2 * * SUN", "Europe/Berlin", 90);
        PauseSummary told =
                new PauseSummary("db", "ann", "backup", begin, null, new UUID(0, 1), null, sundays, null, end);
        tellPauses("db", begin, told.during(begin, begin.plusSeconds(5_400)));
        assertThat(view.pause("db", begin.plusSeconds(5_399))).isPresent();
        assertThat(view.nextPause("db", begin.plusSeconds(5_399))).isEmpty();
        PauseSummary next = told.during(Instant.parse("2026-12-06T01:00:00Z"), end);
        Instant between = begin.plusSeconds(5_400);
        assertThat(view.pause("db", between)).isEmpty();
        assertThat(view.nextPause("db", between)).contains(next);
        assertThat(view.nextPause("other", between)).isEmpty();
        assertThat(view.pauses(between)).containsExactly(next);
        PauseSummary stored =
                new PauseSummary("db", "ann", "backup", begin, end, new UUID(0, 1), null, sundays, null, end);
        tellPauses("db", between.plusSeconds(1), stored);
        assertThat(view.pause("db", between.plusSeconds(1)))
                .as("a stored pause has the last end only")
                .isEmpty();
        assertThat(view.nextPause("db", between.plusSeconds(1))).contains(next);
        assertThat(view.pause("db", end.minusSeconds(1))).contains(next);
        assertThat(view.pauses(end)).isEmpty();
    }

    @Test
    void results_of_several_targets_in_any_order_keep_each_pause_by_label() {
        PauseSummary prod = windowed(new UUID(0, 1), null);
        PauseSummary plain = new PauseSummary("*", "ann", "upgrade", START, null);
        tellPauses("other", START.plusSeconds(20));
        tellPauses("*", START.plusSeconds(10), prod, plain);
        assertThat(view.pauses(START))
                .as("the later result tells no pause without labels")
                .containsExactly(prod);
        tellPauses("*", START.plusSeconds(30));
        tellPauses("db", START.plusSeconds(25), prod);
        assertThat(view.pauses(START)).isEmpty();
        tellPauses("db", START.plusSeconds(40), prod);
        tellPauses("*", START.plusSeconds(35));
        assertThat(view.pauses(START)).as("begun after the complete result").containsExactly(prod);
    }

    @Test
    void a_firing_alert_is_kept_before_resolved_ones() {
        view.onAlert(alert("kept", AlertStatus.FIRING));
        for (int i = 0; i <= RecentAlerts.MAX_ALERTS; i++) {
            view.onAlert(alert("resolved" + i, AlertStatus.RESOLVED));
        }
        assertThat(view.alerts())
                .hasSize(RecentAlerts.MAX_ALERTS)
                .anyMatch(each -> each.data().name().equals("kept"));
    }

    private static Event<Alert> alert(String name, AlertStatus status) {
        Alert.Builder alert = Alert.builder("db", name, status, AlertSeverity.WARNING, START);
        return event(
                name,
                (status == AlertStatus.RESOLVED ? alert.endsAt(START.plusSeconds(1)) : alert)
                        .summary(name)
                        .build());
    }

    @Test
    void an_id_names_a_result_first_then_the_command_of_the_console() {
        view.onResult(event("of-team", command("id", "/team", START.plusSeconds(2))));
        view.onResult(event("of-console", command("id", "urn:connwarden:console", START.plusSeconds(1))));
        assertThat(found("id", "db")).isEqualTo("of-console");
        view.onResult(event("id", command("another", "/team", START)));
        assertThat(found("id", "db")).isEqualTo("id");
        assertThat(found("id", "hidden")).isNull();
    }

    private @Nullable String found(String id, String target) {
        return view.action(id, event -> event.subject().equals(target))
                .map(event -> event.id().id())
                .orElse(null);
    }

    private static Result command(String id, String source, Instant time) {
        return Result.builder("db", CommandOutcome.COMPLETED, new DecisionReason("R2", "x"), time, time)
                .command(source, id)
                .build();
    }

    @Test
    void a_window_that_no_actuator_would_accept_is_no_pause() {
        PauseWindow invalid = new PauseWindow("at night", "Europe/Berlin", 90);
        tellPauses(
                "db",
                START,
                new PauseSummary("db", "ann", "backup", START, null, new UUID(0, 1), null, invalid, null, null));
        assertThat(view.pauses(START)).isEmpty();
    }

    private void tellPauses(String target, Instant time, PauseSummary... pauses) {
        Result result = Result.builder(
                        target, CommandOutcome.COMPLETED, new DecisionReason("STATUS", "told"), time, time)
                .pauses(List.of(pauses))
                .build();
        view.onResult(event("told at " + time, result));
    }

    private static PauseSummary windowed(UUID id, Instant until) {
        return new PauseSummary("*", "ann", "backup", START, until, id, Map.of("env", "prod"), null, null, null);
    }

    @Test
    void a_plan_that_ended_a_day_ago_is_forgotten() {
        UUID first = tellPlan("db", 1, START);
        tellPlan("other", 2, START.plus(Duration.ofHours(24)));
        assertThat(view.plan(first.toString())).isPresent();
        tellPlan("other", 3, START.plus(Duration.ofHours(26)));
        assertThat(view.plan(first.toString())).isEmpty();
    }

    @Test
    void plans_of_targets_beyond_the_limit_are_ignored_until_others_have_ended() {
        for (int i = 0; i < FleetView.MAX_TARGETS + 5; i++) {
            tellPlan("db" + i, i, START);
        }
        assertThat(view.openPlans(START)).hasSize(FleetView.MAX_TARGETS);
        UUID later = tellPlan("later", 5_000, START.plus(Duration.ofHours(26)));
        assertThat(view.plan(later.toString())).isPresent();
    }

    /** Adds a plan that expires after 15 min. */
    private UUID tellPlan(String target, int number, Instant time) {
        PlanSummary plan = new PlanSummary(new UUID(1, number), "R2", 3, time, time.plusSeconds(900));
        Result result = Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("R2", "idle"), time, time)
                .plan(plan)
                .build();
        view.onResult(event("plan " + number, result));
        return plan.id();
    }

    @Test
    void many_plans_displace_ended_ones_first() {
        for (int i = 0; i < KnownPlans.MAX_PLANS + 1; i++) {
            PlanSummary plan =
                    new PlanSummary(new UUID(0, i), "COMMAND", 3, START, START.plusSeconds(i == 5 ? 0 : 900));
            view.onResult(event("p" + i, result("db").toBuilder().plan(plan).build()));
        }
        assertThat(view.openPlans(START)).hasSize(KnownPlans.MAX_PLANS);
    }

    @Test
    void the_latest_result_is_kept_even_if_it_is_above_the_limit() {
        view.onResult(event("small", result("db")));
        view.onResult(event("large", result("db", LatestResults.MAX_WEIGHT + 1)));
        assertThat(view.actions()).extracting(action -> action.id().id()).containsExactly("large");
    }

    @Test
    void a_busy_target_displaces_no_action_of_another() {
        view.onResult(event("other", result("other")));
        for (int i = 0; i < LatestResults.MAX_ACTIONS + 7; i++) {
            view.onResult(event("r" + i, result("db")));
        }
        assertThat(view.actions()).hasSize(LatestResults.MAX_ACTIONS + 1);
        assertThat(view.actions()).extracting(action -> action.id().id()).contains("other");
    }

    @Test
    void a_resolved_alert_replaces_its_firing_message_and_stays_resolved() {
        view.onAlert(new Event<>(new EventId("s", "1"), START, alert(AlertStatus.FIRING)));
        view.onAlert(new Event<>(new EventId("s", "2"), START.plusSeconds(9), alert(AlertStatus.RESOLVED)));
        view.onAlert(new Event<>(new EventId("s", "1"), START, alert(AlertStatus.FIRING)));
        assertThat(view.alerts()).extracting(event -> event.data().state()).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void a_target_is_watching_if_its_latest_automatic_action_was_a_dry_run() {
        assertThat(view.isWatching("db")).isFalse();
        view.onResult(automatic("a2", START.plusSeconds(2), true));
        view.onResult(automatic("a1", START.plusSeconds(1), false));
        view.onResult(new Event<>(new EventId("s", "command"), START.plusSeconds(9), result("db")));
        assertThat(view.isWatching("db")).isTrue();
        view.onResult(automatic("a3", START.plusSeconds(3), false));
        assertThat(view.isWatching("db")).isFalse();
    }

    private static Event<Result> automatic(String id, Instant time, boolean isDryRun) {
        Result result =
                result("db").toBuilder().causeEventId("h").dryRun(isDryRun).build();
        return new Event<>(new EventId("s", id), time, result);
    }

    @Test
    void targets_beyond_the_limit_are_ignored() {
        for (int i = 0; i < FleetView.MAX_TARGETS + 5; i++) {
            view.onHealth(event("h" + i, health("db" + i, START)));
        }
        assertThat(view.targets()).hasSize(FleetView.MAX_TARGETS);
    }

    private static <T extends Message> Event<T> event(String id, T data) {
        return new Event<>(new EventId("s", id), START, data);
    }

    private static Health health(String target, Instant time) {
        return Health.builder(target, HealthStatus.UNREACHABLE, "down", time).build();
    }

    private static Result result(String target) {
        return Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("R2", "idle"), START, START)
                .build();
    }

    private static Result result(String target, int sessions) {
        return Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("R2", "idle"), START, START)
                .sessions(Collections.nCopies(
                        sessions,
                        SessionReport.builder(1, SessionOutcome.SPARED, "spared")
                                .build()))
                .build();
    }

    private static Alert alert(AlertStatus state) {
        return Alert.builder("db", "ConnectionSlotsCritical", state, AlertSeverity.CRITICAL, START)
                .endsAt(state == AlertStatus.RESOLVED ? START.plusSeconds(9) : null)
                .build();
    }
}
