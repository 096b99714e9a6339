package io.connwarden.actuator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentActions.LastActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Properties of every decision, checked on random cases against the independent definitions of {@link DecisionCase}.
 */
@Tag(Seeds.TAG)
class DecisionPropertiesTest {
    /** Add the seed of a failure here. */
    private static final long[] CORPUS = LongStream.rangeClosed(1, 1500).toArray();

    private static final Decider DECIDER = Decider.standard();

    @Test
    void a_protected_session_is_never_selected() {
        forEveryCase(tested -> assertThat(tested.victims()).allMatch(victim -> tested.isReclaimable(victim.session())));
    }

    @Test
    void no_rule_limit_is_ever_exceeded() {
        forEveryCase(tested -> {
            if (tested.decision() instanceof Decision.Act act) {
                Map<String, Integer> limits = tested.limits(act.ruleId());
                Map<String, Long> selected = tested.victims().stream()
                        .collect(Collectors.groupingBy(
                                each -> DecisionCase.kind(each.session()), Collectors.counting()));
                limits.forEach((kind, max) ->
                        assertThat(selected.getOrDefault(kind, 0L)).isLessThanOrEqualTo(max.longValue()));
            }
        });
    }

    @Test
    void no_budget_is_ever_exceeded() {
        forEveryCase(tested -> {
            int sessions = tested.situation().sessions().size();
            double maxVictims = sessions * tested.policy().budget().sessionsPercentage() / 100;
            assertThat((double) tested.victims().size()).isLessThanOrEqualTo(Math.max(1, maxVictims));
            long ended = tested.victims().stream()
                    .filter(each -> each.signal() == SignalKind.TERMINATE)
                    .count();
            if (ended > 0) {
                assertThat(ended + tested.situation().recentActions().terminationsLastHour())
                        .isLessThanOrEqualTo(tested.policy().budget().terminationsPerHour());
            }
        });
    }

    @Test
    void every_application_keeps_its_survivors_and_they_are_its_freshest() {
        forEveryCase(tested -> {
            if (!tested.isNamed() && !tested.decision().reason().contains("relaxes G6")) {
                poolsOf(tested).forEach(pool -> assertKeepsFreshest(pool, tested));
            }
        });
    }

    @Test
    void no_session_is_spared_for_a_limit_while_a_younger_one_of_its_kind_is_selected() {
        forEveryCase(tested -> {
            Set<RuleId> limits = Set.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4, RuleId.COMMAND, RuleId.G4);
            for (SparedSession spared : tested.decision().spared()) {
                if (spared.outcome() == SessionOutcome.SPARED
                        && limits.contains(spared.ruleId())
                        && !tested.isNamed()) {
                    assertThat(tested.victims())
                            .filteredOn(each ->
                                    DecisionCase.kind(each.session()).equals(DecisionCase.kind(spared.session())))
                            .noneMatch(each -> DecisionCase.isSelectedAfter(each.session(), spared.session()));
                }
            }
        });
    }

    @Test
    void blocking_transactions_come_before_all_others() {
        forEveryCase(tested -> {
            List<Boolean> blocking = tested.victims().stream()
                    .map(each -> DecisionCase.kind(each.session()).equals("stuck")
                            && each.session().activity().blocking() > 0)
                    .toList();
            if (!tested.isNamed()) {
                assertThat(blocking).isSortedAccordingTo(Collections.reverseOrder());
            }
        });
    }

    @Test
    void every_session_that_meets_the_acting_rule_is_selected_or_spared() {
        forEveryCase(tested -> {
            if (tested.decision() instanceof Decision.Act act && !tested.isNamed()) {
                Set<Session> accounted = new HashSet<>();
                tested.victims().forEach(each -> accounted.add(each.session()));
                act.spared().forEach(each -> accounted.add(each.session()));
                List<Session> candidates = tested.situation().sessions().stream()
                        .filter(session -> tested.meets(session, act.ruleId()))
                        .toList();
                assertThat(accounted).containsAll(candidates);
                assertThat(tested.victims())
                        .extracting(Victim::session)
                        .allMatch(session -> tested.meets(session, act.ruleId()));
            }
        });
    }

    @Test
    void exactly_the_named_sessions_are_selected_or_spared() {
        forEveryCase(tested -> {
            if (tested.isNamed() && !(tested.decision() instanceof Decision.Rejected)) {
                List<Object> accounted = new ArrayList<>();
                tested.victims().forEach(each -> accounted.add(each.id()));
                tested.decision()
                        .spared()
                        .forEach(each -> accounted.add(each.session().id().orElseThrow()));
                assertThat(accounted).doesNotHaveDuplicates();
                assertThat(new HashSet<>(accounted)).isEqualTo(new HashSet<>(tested.names()));
            }
        });
    }

    @Test
    void no_session_is_both_selected_and_spared_or_reported_twice() {
        forEveryCase(tested -> {
            List<Session> all = new ArrayList<>();
            tested.victims().forEach(each -> all.add(each.session()));
            tested.decision().spared().forEach(each -> all.add(each.session()));
            assertThat(all).doesNotHaveDuplicates();
        });
    }

    @Test
    void the_order_of_the_sessions_in_the_sample_does_not_change_the_decision() {
        forEveryCase(tested -> {
            List<Session> shuffled = new ArrayList<>(tested.situation().sessions());
            Collections.shuffle(shuffled, new Random(shuffled.size()));
            assertThat(DECIDER.decide(tested.trigger(), with(tested.situation(), shuffled), tested.policy()))
                    .isEqualTo(tested.decision());
        });
    }

    @Test
    void clock_skew_between_actuator_and_target_does_not_change_the_decision() {
        forEveryCase(tested -> {
            Situation here = tested.situation();
            Duration ahead = Duration.ofHours(7);
            Situation skewed = new Situation(
                    here.now().plus(ahead),
                    here.serverNow(),
                    here.clockSteppedAt(),
                    here.status(),
                    here.counts(),
                    here.thresholds(),
                    here.sessions(),
                    later(here.recentActions(), ahead),
                    here.pause());
            Trigger trigger = tested.trigger() instanceof Trigger.HealthEventTrigger automatic
                    ? new Trigger.HealthEventTrigger(automatic.sampledAt().plus(ahead))
                    : tested.trigger();
            assertThat(DECIDER.decide(trigger, skewed, tested.policy())).isEqualTo(tested.decision());
        });
    }

    @Test
    void a_paused_or_invisible_target_gets_no_action() {
        forEveryCase(tested -> {
            Situation situation = tested.situation();
            if (situation.pause() != null
                    || situation.counts().visibilityPercentage() < 95
                    || situation.status() == HealthStatus.UNKNOWN
                    || situation.status() == HealthStatus.UNREACHABLE) {
                assertThat(tested.decision()).isInstanceOf(Decision.Rejected.class);
            }
        });
    }

    @Test
    void every_reason_is_a_sentence() {
        forEveryCase(tested -> {
            Stream<String> all = Stream.concat(
                    Stream.concat(
                            Stream.of(tested.decision().reason()),
                            tested.victims().stream().map(Victim::reason)),
                    tested.decision().spared().stream().map(SparedSession::reason));
            assertThat(all).allMatch(reason -> reason.length() > 15 && !reason.contains("null"));
        });
    }

    @Test
    void a_whole_escalation_keeps_to_the_budget_and_selects_no_session_twice() {
        forEveryCase(tested -> {
            if (tested.decision() instanceof Decision.Act first && first.ruleId() == RuleId.R1) {
                escalate(first, tested);
            }
        });
    }

    @Test
    void the_corpus_reaches_every_rule_and_guard() {
        Set<RuleId> reached = new HashSet<>();
        Set<RuleId> spared = new HashSet<>();
        LongStream.of(CORPUS).mapToObj(seed -> DecisionCase.of(seed).decision()).forEach(decision -> {
            reached.add(decision.ruleId());
            decision.spared().forEach(each -> spared.add(each.ruleId()));
        });
        assertThat(reached)
                .contains(
                        RuleId.R1,
                        RuleId.R2,
                        RuleId.R3,
                        RuleId.R4,
                        RuleId.R5,
                        RuleId.G1,
                        RuleId.G2,
                        RuleId.G3,
                        RuleId.G4,
                        RuleId.COMMAND,
                        RuleId.INTAKE);
        assertThat(spared).contains(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4, RuleId.G4, RuleId.G5, RuleId.G6);
    }

    /** Every sample equals the first one, as if no session had ended, which is the most demanding case. */
    private static void escalate(Decision.Act first, DecisionCase tested) {
        EscalationState state = EscalationState.afterFirstStep(first, tested.situation());
        int selected = first.victims().size();
        Decision decision = DECIDER.decideNextStep(tested.trigger(), state, tested.situation(), tested.policy());
        while (decision instanceof Decision.Act act) {
            EscalationState before = state;
            assertThat(act.victims()).noneMatch(each -> before.selected().contains(each.id()));
            selected += act.victims().size();
            state = state.afterStep(act);
            decision = DECIDER.decideNextStep(tested.trigger(), state, tested.situation(), tested.policy());
        }
        assertThat(state.selected()).hasSize(selected);
        assertThat(state.step()).isLessThanOrEqualTo(tested.policy().emergency().maxSteps());
        double maxVictims =
                tested.situation().sessions().size() * tested.policy().budget().sessionsPercentage() / 100;
        assertThat((double) selected).isLessThanOrEqualTo(Math.max(1, maxVictims));
        if (state.terminations() > 0) {
            assertThat(state.terminations() + tested.situation().recentActions().terminationsLastHour())
                    .isLessThanOrEqualTo(tested.policy().budget().terminationsPerHour());
        }
    }

    private static void assertKeepsFreshest(List<Session> pool, DecisionCase tested) {
        Set<Session> selected = tested.victims().stream().map(Victim::session).collect(Collectors.toSet());
        List<Session> left =
                pool.stream().filter(each -> !selected.contains(each)).toList();
        int kept = tested.policy().survivorsPerApplication();
        assertThat(left.size()).isGreaterThanOrEqualTo(Math.min(kept, pool.size()));
        List<Instant> freshest = left.stream()
                .map(session -> session.activity().stateChange())
                .sorted(Collections.reverseOrder())
                .limit(kept)
                .toList();
        pool.stream()
                .filter(selected::contains)
                .forEach(victim -> assertThat(freshest)
                        .allMatch(fresh -> !fresh.isBefore(victim.activity().stateChange())));
    }

    /** Returns the idle, unprotected sessions of each application. */
    private static List<List<Session>> poolsOf(DecisionCase tested) {
        Function<Session, String> application =
                each -> each.client().application() == null ? "" : each.client().application();
        return List.copyOf(tested.situation().sessions().stream()
                .filter(each ->
                        each.state() == SessionState.IDLE && each.activity().stateChange() != null)
                .filter(each -> tested.isReclaimable(each))
                .collect(Collectors.groupingBy(application))
                .values());
    }

    private static RecentActions later(RecentActions recent, Duration ahead) {
        return new RecentActions(
                new LastActions(
                        later(recent.lastActions().real(), ahead),
                        later(recent.lastActions().dryRuns(), ahead)),
                recent.repeatedDryRuns(),
                recent.terminationsLastHour(),
                recent.cancelsLastHour(),
                recent.ineffectiveCancels(),
                recent.unreclaimed(),
                recent.refills(),
                recent.plans());
    }

    private static Map<RuleId, Instant> later(Map<RuleId, Instant> times, Duration ahead) {
        return times.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().plus(ahead)));
    }

    private static Situation with(Situation situation, List<Session> sessions) {
        return new Situation(
                situation.now(),
                situation.serverNow(),
                situation.clockSteppedAt(),
                situation.status(),
                situation.counts(),
                situation.thresholds(),
                sessions,
                situation.recentActions(),
                situation.pause());
    }

    private static void forEveryCase(Consumer<DecisionCase> property) {
        Seeds.corpus(CORPUS).forEach(seed -> check(seed, property));
    }

    private static void check(long seed, Consumer<DecisionCase> property) {
        try {
            property.accept(DecisionCase.of(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("Failed with seed " + seed, failure);
        }
    }
}
