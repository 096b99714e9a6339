package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.PolicySketch.generous;
import static io.connwarden.actuator.decision.PolicySketch.settings;
import static io.connwarden.actuator.decision.PolicySketch.with;
import static io.connwarden.actuator.decision.SessionSketch.NOW;
import static io.connwarden.actuator.decision.SessionSketch.active;
import static io.connwarden.actuator.decision.SessionSketch.idle;
import static io.connwarden.actuator.decision.SessionSketch.session;
import static io.connwarden.actuator.decision.SessionSketch.stuck;
import static io.connwarden.actuator.decision.SituationSketch.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationSketch.critical;
import static io.connwarden.actuator.decision.SituationSketch.healthy;
import static io.connwarden.actuator.decision.SituationSketch.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Policy STANDARD = Policy.standard();

    @Test
    void a_healthy_target_is_left_alone() {
        assertThat(decide(healthy().with(idle(1, HOUR)), STANDARD))
                .isEqualTo(new Decision.Nothing(
                        Ground.R5,
                        "system healthy: status HEALTHY, 50 % of the usable slots taken, 0 zombies: nothing to do",
                        List.of()));
    }

    @Test
    void an_emergency_comes_before_every_other_rule() {
        Decision decision = decide(critical().zombies(30).with(crowd(10, HOUR)).with(stuck(90, HOUR)), generous());
        assertThat(decision.ground()).isEqualTo(Ground.R1);
        assertThat(((Decision.Act) decision).climbs()).isTrue();
    }

    @Test
    void zombies_come_before_scarce_slots() {
        Decision decision = decide(warning().zombies(21).with(crowd(25, HOUR)), generous());
        assertThat(decision.ground()).isEqualTo(Ground.R2);
        assertThat(acted(decision).victims()).hasSize(15);
        assertThat(acted(decision).climbs()).isFalse();
    }

    @Test
    void scarce_slots_take_five_of_the_longest_idle() {
        Decision.Act act = acted(decide(warning().with(crowd(7, HOUR)), generous()));
        assertThat(act.ground()).isEqualTo(Ground.R3);
        assertThat(pids(act)).containsExactly(7, 6, 5, 4, 3);
        assertThat(act.spared()).extracting(Spared::ground).containsExactly(Ground.R3, Ground.R3);
        assertThat(act.reason())
                .isEqualTo("status WARNING, 85 % of the usable slots taken, 0 zombies; warning above 80 %:"
                        + " 5 sessions to end, 2 spared (R3: 2)");
    }

    @Test
    void stuck_transactions_are_taken_whatever_the_status() {
        Decision.Act act = acted(decide(healthy().with(stuck(1, HOUR)).withBystanders(10), STANDARD));
        assertThat(act.ground()).isEqualTo(Ground.R4);
        assertThat(act.victims()).singleElement().satisfies(victim -> {
            assertThat(victim.reclaim()).isEqualTo(Reclaim.TERMINATE);
            assertThat(victim.stateMustHold()).isTrue();
        });
    }

    @Test
    void a_rule_that_finds_nobody_gives_way_to_the_next() {
        Decision.Act act = acted(
                decide(healthy().status(Status.CLEANUP_NEEDED).with(stuck(1, HOUR), idle(2, MINUTE)), generous()));
        assertThat(act.ground()).isEqualTo(Ground.R4);
        assertThat(pids(act)).containsExactly(1);
    }

    @Test
    void those_whom_an_earlier_rule_spared_are_still_accounted_for() {
        Session listener = session(2).idleFor(HOUR).listening().build();
        Decision.Act act = acted(decide(cleanupNeeded(11).with(stuck(1, HOUR), listener), generous()));
        assertThat(act.ground()).isEqualTo(Ground.R4);
        assertThat(act.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session()).isEqualTo(listener);
            assertThat(spared.ground()).isEqualTo(Ground.G5);
        });
    }

    @Test
    void nobody_is_spared_twice() {
        Session listener = session(2).idleFor(HOUR).listening().build();
        Decision decision = decide(critical().zombies(11).with(listener), generous());
        assertThat(decision).isInstanceOf(Decision.Nothing.class);
        assertThat(decision.ground()).isEqualTo(Ground.R1);
        assertThat(decision.spared()).hasSize(1);
        assertThat(decision.reason())
                .isEqualTo("status CRITICAL, 95 % of the usable slots taken, 11 zombies; critical above 90 %: nobody to"
                        + " take, 1 spared (G5: 1); R1: nobody to take, 1 spared (G5: 1); R2: nobody to take, 1 spared"
                        + " (G5: 1); R3: nobody to take, 1 spared (G5: 1)");
    }

    @Test
    void a_resting_emergency_rests_the_gentler_rules_with_it() {
        Decision decision = decide(
                critical().zombies(30).acted(Ground.R1, Duration.ofSeconds(9)).with(crowd(9, HOUR)), generous());
        assertThat(decision)
                .isEqualTo(new Decision.Nothing(Ground.G3, "R1 acted 9 s ago and rests for 10 s (G3)", List.of()));
    }

    @Test
    void resting_zombie_cleanup_rests_gentle_cleanup_and_not_an_emergency() {
        SituationSketch tired =
                warning().zombies(21).acted(Ground.R2, Duration.ofSeconds(59)).with(crowd(9, HOUR));
        assertThat(decide(tired, generous()).ground()).isEqualTo(Ground.G3);
        assertThat(decide(tired.status(Status.CRITICAL), generous()).ground()).isEqualTo(Ground.R1);
    }

    @Test
    void stuck_transactions_are_taken_while_another_rule_rests() {
        Decision decision =
                decide(critical().acted(Ground.R1, Duration.ofSeconds(1)).with(stuck(1, HOUR)), generous());
        assertThat(decision.ground()).isEqualTo(Ground.R4);
    }

    @Test
    void resting_stuck_transactions_are_left_alone() {
        Decision decision =
                decide(healthy().acted(Ground.R4, Duration.ofSeconds(1)).with(stuck(1, HOUR)), generous());
        assertThat(decision)
                .isEqualTo(new Decision.Nothing(Ground.G3, "R4 acted 1 s ago and rests for 1 min (G3)", List.of()));
    }

    @Test
    void a_health_event_is_acted_on_while_it_is_valid_and_no_longer() {
        SituationSketch situation = critical().with(crowd(9, HOUR));
        assertThat(decideAt(NOW.minusSeconds(60), situation)).isInstanceOf(Decision.Act.class);
        assertThat(decideAt(NOW.minusMillis(60_001), situation))
                .isEqualTo(new Decision.Nothing(
                        Ground.INTAKE, "the health event is 1 min old and valid for 1 min", List.of()));
        assertThat(decideAt(NOW.plusSeconds(60), situation)).isInstanceOf(Decision.Act.class);
    }

    @Test
    void with_automatic_actions_off_health_events_lead_to_nothing() {
        assertThat(decide(critical().with(crowd(9, HOUR)), with(settings().automatic(false))))
                .isEqualTo(new Decision.Refused(
                        Ground.G2, "automatic actions are switched off by configuration (policy.automatic) (G2)"));
    }

    @Test
    void gates_are_tried_in_order_and_before_any_rule() {
        SituationSketch paused = critical().with(crowd(9, HOUR)).paused(new Paused("ann", "why", false, NOW));
        assertThat(decide(paused, generous()).ground()).isEqualTo(Ground.G2);
        assertThat(decide(paused.visibility(10), generous())).isInstanceOf(Decision.Refused.class);
        assertThat(decide(paused.visibility(10), generous()).ground()).isEqualTo(Ground.G1);
    }

    @Test
    void a_dry_run_by_policy_takes_the_whole_road() {
        Decision.Act act =
                acted(decide(critical().with(crowd(9, HOUR)), with(settings().dryRun())));
        assertThat(act.dryRun()).isTrue();
        assertThat(acted(decide(critical().with(crowd(9, HOUR)), STANDARD)).dryRun())
                .isFalse();
    }

    @Test
    void an_emergency_takes_each_kind_up_to_its_maximum_and_says_so() {
        SituationSketch situation = critical().with(crowd(25, HOUR));
        for (int i = 0; i < 12; i++) {
            situation.with(active(200 + i, HOUR));
        }
        for (int i = 0; i < 6; i++) {
            situation.with(stuck(300 + i, HOUR));
        }
        Decision.Act act = acted(decide(situation, generous()));
        assertThat(act.victims()).filteredOn(each -> each.session().pid() < 200).hasSize(20);
        assertThat(act.victims())
                .filteredOn(each -> each.reclaim() == Reclaim.CANCEL)
                .hasSize(10);
        assertThat(act.victims())
                .filteredOn(each -> each.session().pid() >= 300)
                .hasSize(5);
        assertThat(act.spared()).hasSize(5 + 2 + 1);
        assertThat(act.reason()).endsWith(": 25 sessions to end, 10 queries to cancel, 8 spared (R1: 8)");
    }

    @Test
    void a_short_budget_goes_to_blocking_transactions_and_idle_sessions_before_queries() {
        Decision.Act act = acted(decide(
                critical()
                        .with(active(1, HOUR), active(2, HOUR), stuck(3, HOUR), idle(4, Duration.ofMinutes(6)))
                        .with(session(5).stuckFor(HOUR, HOUR).blocking(1).build()),
                with(settings().survivors(0).budget(60, 100))));
        assertThat(pids(act)).containsExactly(5, 4, 3);
        assertThat(act.spared()).extracting(Spared::ground).containsOnly(Ground.G4);
    }

    @Test
    void a_spent_hour_takes_nobody_and_says_that_it_was_the_budget() {
        Decision decision = decide(cleanupNeeded(12).terminationsLastHour(200).with(crowd(12, HOUR)), STANDARD);
        assertThat(decision).isInstanceOf(Decision.Nothing.class);
        assertThat(decision.ground()).isEqualTo(Ground.G4);
        assertThat(decision.spared())
                .filteredOn(each -> each.ground() == Ground.G4)
                .hasSize(10)
                .allSatisfy(each -> assertThat(each.reason()).contains("200 of 200 terminations"));
    }

    @Test
    void the_freshest_of_an_application_survive_an_emergency() {
        Decision.Act act = acted(decide(critical().with(crowd(5, HOUR)).withBystanders(20), STANDARD));
        assertThat(pids(act)).containsExactly(5, 4, 3);
        assertThat(act.spared()).extracting(Spared::ground).containsExactly(Ground.G6, Ground.G6);
    }

    @Test
    void protection_is_the_first_reason_given() {
        Session both = session(1).idleFor(HOUR).superuser().build();
        Decision decision = decide(critical().with(both), STANDARD);
        assertThat(decision.spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.ground()).isEqualTo(Ground.G5));
    }

    /** Idle sessions with the pids 1 to count, a higher pid being a minute older. */
    private static List<Session> crowd(int count, Duration least) {
        List<Session> crowd = new ArrayList<>();
        for (int pid = 1; pid <= count; pid++) {
            crowd.add(idle(pid, least.plusMinutes(pid)));
        }
        return crowd;
    }

    private static Decision decide(SituationSketch situation, Policy policy) {
        return Decider.standard().decide(new Occasion.Automatic("e1", NOW), situation.build(), policy);
    }

    private static Decision decideAt(java.time.Instant healthTime, SituationSketch situation) {
        return Decider.standard().decide(new Occasion.Automatic("e1", healthTime), situation.build(), STANDARD);
    }

    private static Decision.Act acted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision;
    }

    private static List<Integer> pids(Decision.Act act) {
        return act.victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
