package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/rules.md. */
class WorkedExamplesTest {
    private static final Policy POLICY = TestPolicies.acting();
    private static final Trigger TRIGGER = new Trigger.HealthEventTrigger(NOW);
    private static final Decider DECIDER = Decider.standard();

    @Test
    void a_leak_at_night() {
        List<Session> sessions = nightLeak();
        SituationBuilder start = critical().slots(97.94).with(sessions);
        Decision.Act first = (Decision.Act) decide(start);
        assertThat(first.victims())
                .hasSize(20)
                .allMatch(each -> "web".equals(each.session().client().application()));
        assertThat(count(first, RuleId.R1)).isEqualTo(48);
        assertThat(count(first, RuleId.G6)).isEqualTo(2);

        List<Session> left = without(sessions, first);
        assertThat(left).hasSize(75);
        EscalationState state = EscalationState.afterFirstStep(first, start.build());
        Decision.Act second = (Decision.Act) DECIDER.decideNextStep(
                TRIGGER, state, critical().slots(77.32).with(left).build(), POLICY);
        assertThat(second.victims())
                .hasSize(18)
                .allMatch(each -> "web".equals(each.session().client().application()));

        List<Session> relieved = without(left, second);
        assertThat(relieved).hasSize(57);
        EscalationState after = state.afterStep(second);
        assertThat(after.terminations()).isEqualTo(38);
        assertThat(DECIDER.decideNextStep(
                                TRIGGER,
                                after,
                                healthy().slots(58.76).with(relieved).build(),
                                POLICY)
                        .reason())
                .isEqualTo("relief: slot utilization 58.7 %, at or below the relief threshold of 75 %");
    }

    @Test
    void cleanup_needed_without_idle_sessions() {
        Session blocker = session(1)
                .stuckFor(Duration.ofMinutes(14), Duration.ofMinutes(12))
                .blocking(3)
                .build();
        Decision.Act act = (Decision.Act) decide(
                healthy().status(HealthStatus.CLEANUP_NEEDED).with(blocker).withBystanders(20));
        assertThat(act.ruleId()).isEqualTo(RuleId.R4);
        assertThat(act.victims().get(0).reason())
                .isEqualTo("idle in transaction for 12 min, blocks 3 sessions, transaction open for 14 min,"
                        + " threshold 5 min (R4)");
    }

    @Test
    void a_nightly_batch() {
        Session batch =
                session(1).stuckFor(Duration.ofHours(2), Duration.ofSeconds(3)).build();
        assertThat(decide(healthy()
                        .status(HealthStatus.CLEANUP_NEEDED)
                        .with(batch)
                        .withBystanders(20)))
                .isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void a_second_event_within_a_minute() {
        List<Session> zombies = idle("web", 0, 14, Duration.ofMinutes(20));
        SituationBuilder situation = warning()
                .slots(84)
                .zombies(14)
                .with(zombies)
                .withBystanders(60)
                .acted(RuleId.R2, Duration.ofSeconds(20));
        assertThat(decide(situation).reason()).isEqualTo("R2 acted 20 s ago, cooldown 1 min (G3)");
        assertThat(decide(situation.slots(90.5).status(HealthStatus.CRITICAL)).ruleId())
                .isEqualTo(RuleId.R1);
    }

    private static List<Session> nightLeak() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sessions.addAll(idle("web", i, 1, Duration.ofMinutes(20 + i)));
        }
        sessions.addAll(idle("web", 100, 20, Duration.ofMinutes(2)));
        sessions.addAll(idle("job", 200, 10, Duration.ofMinutes(8)));
        for (int i = 0; i < 5; i++) {
            sessions.add(session(301 + i).activeFor(Duration.ofSeconds(1)).build());
        }
        return sessions;
    }

    private static List<Session> idle(String application, int after, int count, Duration age) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sessions.add(
                    session(after + i).application(application).idleFor(age).build());
        }
        return sessions;
    }

    private static List<Session> without(List<Session> sessions, Decision.Act act) {
        Set<Session> gone =
                act.victims().stream().map(victim -> victim.session()).collect(Collectors.toCollection(HashSet::new));
        return sessions.stream().filter(session -> !gone.contains(session)).toList();
    }

    private static long count(Decision decision, RuleId ground) {
        return decision.spared().stream()
                .map(SparedSession::ruleId)
                .filter(ground::equals)
                .count();
    }

    private static Decision decide(SituationBuilder situation) {
        return DECIDER.decide(TRIGGER, situation.build(), POLICY);
    }
}
