package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.PolicySketch.generous;
import static io.connwarden.actuator.decision.PolicySketch.settings;
import static io.connwarden.actuator.decision.PolicySketch.with;
import static io.connwarden.actuator.decision.SessionSketch.NOW;
import static io.connwarden.actuator.decision.SessionSketch.active;
import static io.connwarden.actuator.decision.SessionSketch.idOf;
import static io.connwarden.actuator.decision.SessionSketch.idle;
import static io.connwarden.actuator.decision.SessionSketch.session;
import static io.connwarden.actuator.decision.SessionSketch.stuck;
import static io.connwarden.actuator.decision.SituationSketch.critical;
import static io.connwarden.actuator.decision.SituationSketch.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.decision.policy.EmergencySettings;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemandsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MICRO = Duration.ofNanos(1000);

    @Test
    void a_cleanup_goes_by_the_age_and_the_maximum_it_names() {
        Decision.Act act = acted(demand(
                new Request.Cleanup(15, 2),
                healthy()
                        .with(
                                idle(1, Duration.ofMinutes(15)),
                                idle(2, Duration.ofMinutes(15).minus(MICRO)))
                        .with(idle(3, Duration.ofMinutes(16)), idle(4, Duration.ofMinutes(17))),
                generous()));
        assertThat(act.ground()).isEqualTo(Ground.COMMAND);
        assertThat(act.climbs()).isFalse();
        assertThat(pids(act)).containsExactly(4, 3);
        assertThat(act.victims().get(0).reason()).isEqualTo("idle for 17 min, threshold 15 min (COMMAND)");
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session().pid()).isEqualTo(1);
            assertThat(spared.ground()).isEqualTo(Ground.COMMAND);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
        });
        assertThat(act.reason())
                .isEqualTo(
                        "CLEANUP requested by ann (too many), idle for at least 15 min, at most 2: 2 sessions to end,"
                                + " 1 spared (COMMAND: 1)");
    }

    @Test
    void a_fraction_of_a_minute_is_not_rounded_down_to_everybody() {
        SituationSketch fresh = healthy().with(idle(1, Duration.ZERO), idle(2, Duration.ofSeconds(3)));
        assertThat(pids(acted(demand(new Request.Cleanup(0.05, 10), fresh, generous()))))
                .containsExactly(2);
        assertThat(pids(acted(demand(new Request.Cleanup(1e-12, 10), fresh, generous()))))
                .containsExactly(2);
    }

    @Test
    void a_year_meets_nobody() {
        Decision decision = demand(new Request.Cleanup(525_600, 10), healthy().with(idle(1, HOUR)), generous());
        assertThat(decision).isInstanceOf(Decision.Nothing.class);
        assertThat(decision.reason()).endsWith("nobody meets it");
    }

    @Test
    void a_cleanup_knows_no_cooldown_but_every_other_guard() {
        SituationSketch situation = healthy()
                .with(idle(1, HOUR), idle(2, HOUR), idle(3, HOUR), idle(4, HOUR))
                .with(session(5).idleFor(HOUR).superuser().build())
                .acted(Ground.R1, Duration.ZERO)
                .acted(Ground.R2, Duration.ZERO)
                .acted(Ground.COMMAND, Duration.ZERO);
        Decision.Act act = acted(
                demand(new Request.Cleanup(15, 10), situation, with(settings().budget(20, 200))));
        assertThat(act.victims()).hasSize(1);
        assertThat(act.spared())
                .extracting(Spared::ground)
                .containsExactlyInAnyOrder(Ground.G4, Ground.G5, Ground.G6, Ground.G6);
    }

    @Test
    void an_emergency_is_obeyed_whatever_the_status() {
        Decision.Act act =
                acted(demand(new Request.Emergency(), healthy().with(idle(1, Duration.ofMinutes(6))), generous()));
        assertThat(act.ground()).isEqualTo(Ground.R1);
        assertThat(act.climbs()).isTrue();
        assertThat(act.reason())
                .isEqualTo("EMERGENCY requested by ann (too many); status HEALTHY, 50 % of the usable slots taken,"
                        + " 0 zombies: 1 session to end");
    }

    @Test
    void an_emergency_that_finds_nobody_old_enough_goes_on_at_once_and_still_says_who_asked() {
        SituationSketch young = critical().with(idle(1, Duration.ofMinutes(2)));
        Decision.Act act = acted(demand(new Request.Emergency(), young, generous()));
        assertThat(act.reason())
                .isEqualTo("EMERGENCY requested by ann (too many); status CRITICAL, 95 % of the usable slots taken,"
                        + " 0 zombies; next rung at once: 1 session to end");
    }

    @Test
    void an_emergency_does_not_go_on_at_once_beyond_relief_or_beyond_its_rungs() {
        SituationSketch relieved = healthy().slots(75).with(idle(1, Duration.ofMinutes(2)));
        assertThat(demand(new Request.Emergency(), relieved, generous()))
                .isEqualTo(new Decision.Nothing(
                        Ground.R1,
                        "EMERGENCY requested by ann (too many); status HEALTHY, 75 % of the usable slots taken,"
                                + " 0 zombies: nobody meets it",
                        List.of()));
        Policy oneRung = with(settings()
                .survivors(0)
                .emergency(new EmergencySettings(null, null, null, null, null, null, null, 1, null, null)));
        assertThat(demand(new Request.Emergency(), relieved.slots(95), oneRung)).isInstanceOf(Decision.Nothing.class);
        assertThat(demand(new Request.Emergency(), relieved.slots(75.01), generous()))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void an_emergency_rests_for_its_cooldown() {
        assertThat(demand(
                        new Request.Emergency(),
                        critical().with(idle(1, HOUR)).acted(Ground.R1, Duration.ofSeconds(9)),
                        generous()))
                .isEqualTo(new Decision.Refused(Ground.G3, "R1 acted 9 s ago and rests for 10 s (G3)"));
    }

    @Test
    void auto_decides_as_a_health_event_would_even_with_automatic_actions_off() {
        SituationSketch situation = critical().with(idle(1, HOUR), idle(2, HOUR), idle(3, HOUR));
        Decision automatic =
                Decider.standard().decide(new Occasion.Automatic("e", NOW), situation.build(), Policy.standard());
        assertThat(demand(new Request.Auto(), situation, Policy.standard())).isEqualTo(automatic);
        assertThat(demand(new Request.Auto(), situation, with(settings().automatic(false))))
                .isEqualTo(automatic);
    }

    @Test
    void those_named_are_ended_whatever_they_do_and_nobody_else() {
        Session working = active(1, Duration.ofSeconds(1));
        Session resting = idle(2, Duration.ofSeconds(5));
        Decision.Act act = acted(demand(
                new Request.Terminate(List.of(idOf(working), idOf(resting), idOf(working))),
                healthy().with(working, resting, idle(3, HOUR), stuck(4, HOUR)),
                generous()));
        assertThat(act.ground()).isEqualTo(Ground.COMMAND);
        assertThat(pids(act)).containsExactly(2, 1);
        assertThat(act.victims()).allSatisfy(victim -> {
            assertThat(victim.reclaim()).isEqualTo(Reclaim.TERMINATE);
            assertThat(victim.stateMustHold()).isFalse();
        });
        assertThat(act.victims().get(0).reason()).isEqualTo("named by the command; idle for 5 s");
        assertThat(act.reason()).isEqualTo("TERMINATE requested by ann (too many): 2 sessions to end");
    }

    @Test
    void a_recycled_pid_is_left_alone() {
        Session now = idle(7, HOUR);
        SessionId before = new SessionId(7, idOf(now).backendStart().minus(MICRO));
        Decision decision =
                demand(new Request.Terminate(List.of(before)), healthy().with(now), generous());
        assertThat(decision).isInstanceOf(Decision.Nothing.class);
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.ALREADY_GONE);
            assertThat(spared.session().id()).contains(before);
            assertThat(spared.reason()).isEqualTo("pid 7 belongs to another backend now, started 2026-02-28T19:00:00Z");
        });
    }

    @Test
    void a_session_that_ended_is_already_gone() {
        SessionId gone = new SessionId(8, NOW);
        Decision decision =
                demand(new Request.Terminate(List.of(gone)), healthy().with(idle(7, HOUR)), generous());
        assertThat(decision.spared())
                .containsExactly(new Spared(
                        Session.unseen(gone),
                        Ground.COMMAND,
                        SessionOutcome.ALREADY_GONE,
                        "no client session has pid 8 any more"));
        assertThat(decision.reason())
                .isEqualTo("TERMINATE requested by ann (too many): nobody to take, 1 spared (COMMAND: 1)");
    }

    @Test
    void a_session_that_cannot_be_seen_cannot_be_named() {
        SessionId named = new SessionId(7, NOW);
        Decision decision = demand(
                new Request.Terminate(List.of(named)),
                healthy().with(session(7).backendStart(null).build()),
                generous());
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.ground()).isEqualTo(Ground.G5);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
            assertThat(spared.reason()).contains("may not see whether pid 7 is the session named");
        });
    }

    @Test
    void protection_and_budget_hold_for_those_named_and_survivors_do_not() {
        List<Session> all = List.of(
                idle(1, Duration.ofSeconds(1)),
                idle(2, Duration.ofSeconds(2)),
                idle(3, Duration.ofSeconds(3)),
                session(4).idleFor(HOUR).own().build());
        Decision.Act act = acted(demand(
                new Request.Terminate(all.stream().map(SessionSketch::idOf).toList()),
                healthy().with(all),
                with(settings().budget(50, 200))));
        assertThat(pids(act)).containsExactly(3, 2);
        assertThat(act.spared()).extracting(Spared::ground).containsExactly(Ground.G5, Ground.G4);
    }

    @Test
    void a_cancel_reaches_only_a_running_query() {
        Session working = active(1, Duration.ofSeconds(1));
        Session waiting = stuck(2, Duration.ofMinutes(3));
        Decision.Act act = acted(demand(
                new Request.Cancel(List.of(idOf(working), idOf(waiting))),
                healthy().with(working, waiting),
                generous()));
        assertThat(act.victims()).singleElement().satisfies(victim -> {
            assertThat(victim.session()).isEqualTo(working);
            assertThat(victim.reclaim()).isEqualTo(Reclaim.CANCEL);
            assertThat(victim.stateMustHold()).isTrue();
        });
        assertThat(act.spared())
                .containsExactly(new Spared(
                        waiting,
                        Ground.COMMAND,
                        SessionOutcome.CHANGED,
                        "it runs no query (idle in transaction), so a cancel would do nothing"));
        assertThat(act.reason())
                .isEqualTo("CANCEL requested by ann (too many): 1 query to cancel, 1 spared (COMMAND: 1)");
    }

    @Test
    void a_paused_target_refuses_commands_too() {
        for (Request request : List.of(
                new Request.Cleanup(1, 1),
                new Request.Emergency(),
                new Request.Auto(),
                new Request.Terminate(List.of(new SessionId(1, NOW))),
                new Request.Cancel(List.of(new SessionId(1, NOW))))) {
            assertThat(demand(request, critical().paused(new Paused("bob", "migration", false, NOW)), generous())
                            .ground())
                    .isEqualTo(Ground.G2);
        }
    }

    @Test
    void a_dry_run_by_command_or_by_policy_is_a_dry_run() {
        Session resting = idle(1, HOUR);
        for (Request request : List.of(
                new Request.Cleanup(1, 1), new Request.Emergency(), new Request.Terminate(List.of(idOf(resting))))) {
            SituationSketch situation = critical().with(resting);
            Policy dry = with(settings().dryRun().survivors(0));
            assertThat(acted(demand(request, situation, generous())).dryRun()).isFalse();
            assertThat(acted(demand(request, situation, dry)).dryRun()).isTrue();
            assertThat(acted(decide(command(request, true), situation, generous()))
                            .dryRun())
                    .isTrue();
        }
        assertThat(acted(decide(command(new Request.Auto(), true), critical().with(resting), generous()))
                        .dryRun())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("requestsForNoSession")
    void a_request_that_asks_for_no_session_is_nothing_to_decide(Request request) {
        assertThatThrownBy(() -> demand(request, healthy(), generous()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(request.action() + " asks for no session");
    }

    static Stream<Request> requestsForNoSession() {
        return Stream.of(
                new Request.Monitor(),
                new Request.HealthCheck(),
                new Request.Status(),
                new Request.Pause(),
                new Request.Resume());
    }

    private static Decision demand(Request request, SituationSketch situation, Policy policy) {
        return decide(command(request, false), situation, policy);
    }

    private static Decision decide(Command command, SituationSketch situation, Policy policy) {
        return Decider.standard().decide(new Occasion.Requested(command), situation.build(), policy);
    }

    private static Command command(Request request, boolean dryRun) {
        return new Command("orders-db", request, "ann", "too many", dryRun, null);
    }

    private static Decision.Act acted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
