package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.PolicySketch.generous;
import static io.connwarden.actuator.decision.PolicySketch.settings;
import static io.connwarden.actuator.decision.PolicySketch.with;
import static io.connwarden.actuator.decision.SessionSketch.NOW;
import static io.connwarden.actuator.decision.SessionSketch.active;
import static io.connwarden.actuator.decision.SessionSketch.idle;
import static io.connwarden.actuator.decision.SituationSketch.critical;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.EmergencySettings;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Decider DECIDER = Decider.standard();

    @Test
    void the_ladder_ends_at_relief() {
        assertThat(next(firstOf(4), critical().slots(75).with(crowd(10)), generous()))
                .isEqualTo(new Decision.Nothing(
                        Ground.R1, "relief: 75 % of the usable slots taken, 75 % wanted", List.of()));
    }

    @Test
    void without_relief_the_next_rung_takes_sessions_idle_for_less_long() {
        Decision decision = next(
                firstOf(4),
                critical().slots(75.01).with(idle(50, Duration.ofMinutes(1)), idle(51, Duration.ofSeconds(59))),
                generous());
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.ground()).isEqualTo(Ground.R1);
            assertThat(act.victims())
                    .extracting(victim -> victim.session().pid())
                    .containsExactly(50);
            assertThat(act.victims().get(0).reason()).isEqualTo("idle for 1 min, threshold 1 min (R1)");
            assertThat(act.dryRun()).isFalse();
        });
    }

    @Test
    void a_first_rung_that_finds_nobody_gives_way_to_the_second_at_once() {
        Decision decision = DECIDER.decide(
                new Occasion.Automatic("health-1", NOW),
                critical()
                        .slots(98)
                        .with(idle(50, Duration.ofMinutes(2)), idle(51, Duration.ofSeconds(59)))
                        .build(),
                generous());
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.ground()).isEqualTo(Ground.R1);
            assertThat(act.victims())
                    .extracting(victim -> victim.session().pid())
                    .containsExactly(50);
            assertThat(act.victims().get(0).reason()).isEqualTo("idle for 2 min, threshold 1 min (R1)");
        });
    }

    @Test
    void relief_counts_whatever_the_status_says() {
        assertThat(next(firstOf(4), critical().status(Status.WARNING).slots(85).with(crowd(10)), generous()))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void whoever_was_tried_is_not_tried_again() {
        RungState first = firstOf(4);
        Decision decision = next(first, critical().with(crowd(6)), generous());
        assertThat(((Decision.Act) decision).victims())
                .extracting(victim -> victim.session().pid())
                .containsExactly(2, 1);
        assertThat(decision.spared()).isEmpty();
    }

    @Test
    void whoever_was_tried_is_no_survivor_either() {
        Policy two = with(settings().survivors(2).budget(100, 1000));
        Decision decision = next(firstOf(4), critical().with(crowd(6)).with(idle(7, Duration.ofHours(9))), two);
        assertThat(((Decision.Act) decision).victims())
                .extracting(victim -> victim.session().pid())
                .containsExactly(7);
        assertThat(decision.spared()).extracting(Spared::ground).containsExactly(Ground.G6, Ground.G6);
    }

    @Test
    void the_budget_of_the_action_goes_on_over_its_rungs() {
        Policy policy = with(settings().survivors(0).budget(40, 1000));
        RungState first = firstOf(policy, 20, 5);
        assertThat(first.tried()).hasSize(5);
        Decision decision = next(first, critical().with(crowd(15, 100)), policy);
        assertThat(((Decision.Act) decision).victims()).hasSize(3);
        assertThat(decision.spared())
                .hasSize(12)
                .allSatisfy(spared -> assertThat(spared.reason())
                        .endsWith("the budget of one action is used up: 8 of 20 sessions, 40 % (G4)"));
    }

    @Test
    void the_hour_counts_this_action_even_before_it_is_recorded() {
        Policy policy = with(settings().survivors(0).budget(100, 10));
        RungState first = firstOf(policy, 20, 5);
        assertThat(((Decision.Act) next(first, critical().with(crowd(15, 100)), policy)).victims())
                .hasSize(5);
        assertThat(((Decision.Act)
                                next(first, critical().terminationsLastHour(8).with(crowd(15, 100)), policy))
                        .victims())
                .hasSize(2);
    }

    @Test
    void cancels_do_not_count_towards_the_hour() {
        Decision.Act act = (Decision.Act) decide(
                critical().terminationsLastHour(3).with(active(1, Duration.ofHours(1)), idle(2, Duration.ofHours(1))),
                generous());
        RungState state = RungState.first(
                act,
                critical()
                        .terminationsLastHour(3)
                        .with(active(1, Duration.ofHours(1)), idle(2, Duration.ofHours(1)))
                        .build());
        assertThat(state.rung()).isEqualTo(1);
        assertThat(state.sessionsAtStart()).isEqualTo(2);
        assertThat(state.terminations()).isEqualTo(1);
        assertThat(state.terminatedBefore()).isEqualTo(3);
        assertThat(state.tried()).hasSize(2);
    }

    @Test
    void the_last_rung_is_the_last() {
        RungState second = new RungState(2, 10, firstOf(4).tried(), 4, 0, false);
        assertThat(next(second, critical().with(crowd(10)), generous()))
                .isEqualTo(new Decision.Nothing(
                        Ground.R1,
                        "no relief after rung 2 of 2, 95 % of the usable slots taken; the next health event decides anew",
                        List.of()));
        Policy three = with(settings()
                .survivors(0)
                .budget(100, 1000)
                .emergency(new EmergencySettings(null, null, null, null, null, null, null, 3, null, null)));
        Decision third = next(second, critical().with(crowd(10)), three);
        assertThat(third.reason()).startsWith("rung 3: ");
        RungState afterThird = second.then((Decision.Act) third);
        assertThat(afterThird.rung()).isEqualTo(3);
        assertThat(afterThird.terminations()).isEqualTo(10);
        assertThat(afterThird.tried()).hasSize(10);
        assertThat(next(afterThird, critical().with(crowd(20)), three)).isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void when_nobody_is_left_the_ladder_ends() {
        assertThat(next(firstOf(4), critical().with(idle(1, Duration.ofSeconds(5))), generous()))
                .isEqualTo(new Decision.Nothing(
                        Ground.R1,
                        "rung 2: status CRITICAL, 95 % of the usable slots taken, 0 zombies, relief at 75 %: nobody"
                                + " meets it",
                        List.of()));
    }

    @Test
    void a_dry_run_has_one_rung() {
        RungState dry = new RungState(1, 10, firstOf(4).tried(), 4, 0, true);
        assertThat(next(dry, critical().with(crowd(10)), generous()))
                .isEqualTo(new Decision.Nothing(
                        Ground.R1,
                        "a dry run ends nobody, so no look can tell whether rung 2 would be needed",
                        List.of()));
    }

    @Test
    void the_gates_hold_between_rungs() {
        assertThat(next(firstOf(4), critical().visibility(50).with(crowd(10)), generous())
                        .ground())
                .isEqualTo(Ground.G1);
        assertThat(next(
                                firstOf(4),
                                critical()
                                        .paused(new Paused("ann", "stop", false, NOW))
                                        .with(crowd(10)),
                                generous())
                        .ground())
                .isEqualTo(Ground.G2);
    }

    /** Where an emergency stands that took the oldest of that many sessions, all but two. */
    private static RungState firstOf(int taken) {
        return firstOf(generous(), taken + 2, taken);
    }

    private static RungState firstOf(Policy policy, int sessions, int taken) {
        SituationSketch start = critical();
        crowd(sessions)
                .forEach(each -> start.with(
                        each.pid() > sessions - taken ? each : idle(each.pid(), Duration.ofSeconds(each.pid()))));
        Decision.Act act = (Decision.Act) decide(start, policy);
        assertThat(act.victims()).hasSize(taken);
        return RungState.first(act, start.build());
    }

    private static List<Session> crowd(int count) {
        return crowd(count, 0);
    }

    private static List<Session> crowd(int count, int offset) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(pid -> idle(offset + pid, Duration.ofMinutes(10 + pid)))
                .toList();
    }

    private static Decision decide(SituationSketch situation, Policy policy) {
        return DECIDER.decide(new Occasion.Automatic("e", NOW), situation.build(), policy);
    }

    private static Decision next(RungState previous, SituationSketch fresh, Policy policy) {
        return DECIDER.nextRung(previous, fresh.build(), policy);
    }
}
