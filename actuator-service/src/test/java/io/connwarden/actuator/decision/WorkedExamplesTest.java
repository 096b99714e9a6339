package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionSketch.NOW;
import static io.connwarden.actuator.decision.SessionSketch.session;
import static io.connwarden.actuator.decision.SituationSketch.critical;
import static io.connwarden.actuator.decision.SituationSketch.healthy;
import static io.connwarden.actuator.decision.SituationSketch.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of docs/rules.md, figure for figure. */
class WorkedExamplesTest {
    private static final Policy POLICY = Policy.standard();
    private static final Decider DECIDER = Decider.standard();

    @Test
    void a_leak_at_night() {
        List<Session> sessions = nightLeak();
        SituationSketch start = critical().slots(97.94).with(sessions);
        Decision.Act first = (Decision.Act) decide(start);
        assertThat(first.victims())
                .hasSize(20)
                .allMatch(each -> "web".equals(each.session().application()));
        assertThat(count(first, Ground.R1)).isEqualTo(48);
        assertThat(count(first, Ground.G6)).isEqualTo(2);

        List<Session> left = without(sessions, first);
        assertThat(left).hasSize(75);
        RungState state = RungState.first(first, start.build());
        Decision.Act second = (Decision.Act)
                DECIDER.nextRung(state, critical().slots(77.32).with(left).build(), POLICY);
        assertThat(second.victims())
                .hasSize(18)
                .allMatch(each -> "web".equals(each.session().application()));

        List<Session> relieved = without(left, second);
        assertThat(relieved).hasSize(57);
        RungState after = state.then(second);
        assertThat(after.terminations()).isEqualTo(38);
        assertThat(DECIDER.nextRung(after, healthy().slots(58.76).with(relieved).build(), POLICY)
                        .reason())
                .isEqualTo("relief: 58.76 % of the usable slots taken, 75 % wanted");
    }

    @Test
    void cleanup_needed_and_nobody_idle() {
        Session blocker = session(1)
                .stuckFor(Duration.ofMinutes(14), Duration.ofMinutes(12))
                .blocking(3)
                .build();
        Decision.Act act = (Decision.Act)
                decide(healthy().status(Status.CLEANUP_NEEDED).with(blocker).withBystanders(20));
        assertThat(act.ground()).isEqualTo(Ground.R4);
        assertThat(act.victims().get(0).reason())
                .isEqualTo("idle in transaction for 12 min, blocks 3 sessions, transaction open for 14 min,"
                        + " threshold 5 min (R4)");
    }

    @Test
    void a_nightly_batch() {
        Session batch =
                session(1).stuckFor(Duration.ofHours(2), Duration.ofSeconds(3)).build();
        assertThat(decide(healthy().status(Status.CLEANUP_NEEDED).with(batch).withBystanders(20)))
                .isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void a_second_event_within_a_minute() {
        List<Session> zombies = idle("web", 0, 14, Duration.ofMinutes(20));
        SituationSketch situation = warning()
                .slots(84)
                .zombies(14)
                .with(zombies)
                .withBystanders(60)
                .acted(Ground.R2, Duration.ofSeconds(20));
        assertThat(decide(situation).reason()).isEqualTo("R2 acted 20 s ago and rests for 1 min (G3)");
        assertThat(decide(situation.slots(90.5).status(Status.CRITICAL)).ground())
                .isEqualTo(Ground.R1);
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

    private static long count(Decision decision, Ground ground) {
        return decision.spared().stream()
                .map(Spared::ground)
                .filter(ground::equals)
                .count();
    }

    private static Decision decide(SituationSketch situation) {
        return DECIDER.decide(new Occasion.Automatic("e", NOW), situation.build(), POLICY);
    }
}
