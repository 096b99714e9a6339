package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions on which a signal had no effect use up no limit meant for others (G7). */
class SetAsideTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Trigger SAMPLE = new Trigger.HealthEventTrigger(NOW);
    private static final Policy TWO = policy(
            "survivors-per-application=0",
            "emergency.max-idle-terminations=2",
            "budget.sessions-percentage=50",
            "budget.terminations-per-hour=2");

    @Test
    void the_rule_selects_other_sessions_at_once_and_states_the_reason() {
        SituationBuilder situation = critical()
                .with(idle(1, HOUR.multipliedBy(3)), idle(2, HOUR.multipliedBy(2)))
                .with(idle(3, HOUR), idle(4, Duration.ofMinutes(30)))
                .unreclaimed(failed(1, 2, Duration.ofSeconds(50)))
                .unreclaimed(failed(2, 1, Duration.ofSeconds(50)));
        Decision decision = decide(situation, TWO);
        assertThat(pids(decision)).containsExactly(3, 4);
        assertThat(decision.spared())
                .filteredOn(spared -> spared.ruleId() == RuleId.G7)
                .extracting(SparedSession::reason)
                .containsExactly(
                        "idle for 3 h, threshold 5 min (R1); spared: no reaction to SIGTERM at 2026-03-01T02:59:10Z"
                                + " (2 attempts); tried again after 2026-03-01T03:01:10Z (G7)",
                        "idle for 2 h, threshold 5 min (R1); spared: no reaction to SIGTERM at 2026-03-01T02:59:10Z"
                                + " (1 attempt); tried again after 2026-03-01T03:00:10Z (G7)");
    }

    @Test
    void a_session_that_is_tried_again_comes_after_all_others() {
        SituationBuilder situation = critical()
                .with(idle(1, HOUR.multipliedBy(2)), idle(2, HOUR))
                .with(idle(3, Duration.ofMinutes(20)))
                .unreclaimed(failed(1, 1, Duration.ofMinutes(2)));
        assertThat(pids(decide(situation, generous()))).containsExactly(2, 3, 1);
        assertThat(pids(decide(situation.withBystanders(3), TWO))).containsExactly(2, 3);
    }

    @Test
    void a_command_may_name_a_session_that_is_set_aside() {
        Session wanted = idle(1, HOUR);
        SituationBuilder situation = critical().with(wanted).unreclaimed(failed(1, 1, Duration.ofSeconds(1)));
        Command terminate = new Command(
                "orders-db", new CommandParameters.Terminate(List.of(idOf(wanted))), "ann", "x", false, null);
        assertThat(pids(Decider.standard()
                        .decide(new Trigger.CommandTrigger(terminate), situation.build(), generous())))
                .containsExactly(1);
    }

    @Test
    void a_cancel_without_effect_is_not_repeated() {
        SituationBuilder situation = critical()
                .with(active(1, HOUR), active(2, HOUR))
                .unreclaimed(new UnreclaimedSession(
                        idOf(active(1, HOUR)), SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1, NOW.minusSeconds(1)));
        assertThat(pids(decide(situation, generous()))).containsExactly(2);
    }

    @Test
    void too_many_sessions_that_can_still_end_stop_further_terminations() {
        Policy one =
                policy("survivors-per-application=0", "budget.sessions-percentage=100", "budget.max-unresponsive=1");
        SituationBuilder situation = critical()
                .with(idle(1, HOUR), idle(2, HOUR), active(3, HOUR))
                .unreclaimed(failed(1, 1, Duration.ofMinutes(5)));
        Decision decision = decide(situation, one);
        assertThat(pids(decision)).containsExactlyInAnyOrder(1, 3);
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.session().pid()).isEqualTo(2);
            assertThat(spared.reason()).endsWith("spared: 1 session did not react to SIGTERM, maximum 1 (G4)");
        });
    }

    @Test
    void failed_signals_leave_the_share_of_an_action_to_later_steps() {
        SituationBuilder situation = critical()
                .with(IntStream.rangeClosed(1, 10)
                        .mapToObj(pid -> idle(pid, HOUR))
                        .toList());
        Policy half = policy("survivors-per-application=0", "budget.sessions-percentage=50");
        Decision.Act first = (Decision.Act) decide(situation, half);
        assertThat(first.victims()).hasSize(5);
        EscalationState state = EscalationState.afterFirstStep(first, situation.build());
        assertThat(pids(Decider.standard().decideNextStep(SAMPLE, state, situation.build(), half)))
                .isEmpty();
        assertThat(pids(Decider.standard().decideNextStep(SAMPLE, state.withFailed(3, 3), situation.build(), half)))
                .hasSize(3);
    }

    /** With these limits a decision depends on the age of sessions only, so both decisions must agree. */
    @Test
    @Tag(Seeds.TAG)
    void sessions_set_aside_change_nothing_for_the_others() {
        Seeds.corpus(LongStream.rangeClosed(1, 500).toArray()).forEach(seed -> {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            List<Session> all = new ArrayList<>();
            for (int pid = 1; pid <= 5 + random.nextInt(40); pid++) {
                Duration age = Duration.ofSeconds(random.nextInt(4000));
                all.add(random.nextInt(4) == 0 ? active(pid, age) : idle(pid, age));
            }
            Set<Session> failed = new HashSet<>();
            SituationBuilder with = critical().with(all);
            for (Session each : all) {
                if (random.nextInt(3) == 0) {
                    failed.add(each);
                    with.unreclaimed(failed(each.pid(), 1 + random.nextInt(9), Duration.ofSeconds(random.nextInt(60))));
                }
            }
            SituationBuilder without = critical()
                    .with(all.stream().filter(each -> !failed.contains(each)).toList());
            Policy limited = policy(
                    "survivors-per-application=0",
                    "budget.sessions-percentage=100",
                    "emergency.max-idle-terminations=" + random.nextInt(12),
                    "emergency.max-cancels=" + random.nextInt(6),
                    "emergency.max-steps=1");
            assertThat(pids(decide(with, limited))).as("seed %d", seed).isEqualTo(pids(decide(without, limited)));
        });
    }

    private static UnreclaimedSession failed(int pid, int attempts, Duration ago) {
        return new UnreclaimedSession(
                idOf(idle(pid, HOUR)), SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, attempts, NOW.minus(ago));
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(SAMPLE, situation.build(), policy);
    }

    private static List<Integer> pids(Decision decision) {
        return decision instanceof Decision.Act act
                ? act.victims().stream().map(Victim::session).map(Session::pid).toList()
                : List.of();
    }
}
