package io.connwarden.actuator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionOutcome;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every decision, checked on random ones by definitions written down here a second time. */
class DecisionPropertiesTest {
    private static final int CASES = Integer.getInteger("connwarden.cases", 1500);
    private static final long SEED = Long.getLong("connwarden.seed", System.nanoTime());
    private static final Decider DECIDER = Decider.standard();
    private static final List<DecisionCase> TRIED =
            LongStream.range(SEED, SEED + CASES).mapToObj(DecisionCase::of).toList();

    @BeforeAll
    static void say() {
        System.out.println("DecisionPropertiesTest runs with -Dconnwarden.seed=" + SEED);
    }

    @Test
    void a_protected_session_is_never_selected() {
        every(tried -> assertThat(tried.victims()).allMatch(victim -> tried.isReclaimable(victim.session())));
    }

    @Test
    void no_rule_limit_is_ever_exceeded() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act act) {
                Map<String, Integer> maxima = tried.limits(act.ruleId());
                Map<String, Long> taken = tried.victims().stream()
                        .collect(Collectors.groupingBy(
                                each -> DecisionCase.kind(each.session()), Collectors.counting()));
                maxima.forEach(
                        (kind, most) -> assertThat(taken.getOrDefault(kind, 0L)).isLessThanOrEqualTo(most.longValue()));
            }
        });
    }

    @Test
    void no_budget_is_ever_exceeded() {
        every(tried -> {
            int sessions = tried.situation().sessions().size();
            double share = sessions * tried.policy().budget().sessionsPercentage() / 100;
            assertThat((double) tried.victims().size()).isLessThanOrEqualTo(Math.max(1, share));
            long ended = tried.victims().stream()
                    .filter(each -> each.signal() == SignalKind.TERMINATE)
                    .count();
            if (ended > 0) {
                assertThat(ended + tried.situation().recentActions().terminationsLastHour())
                        .isLessThanOrEqualTo(tried.policy().budget().terminationsPerHour());
            }
        });
    }

    @Test
    void every_application_keeps_its_survivors_and_they_are_its_freshest() {
        every(tried -> {
            if (!tried.named()) {
                poolsOf(tried).forEach(pool -> keepsItsFreshest(pool, tried));
            }
        });
    }

    @Test
    void nobody_is_spared_for_a_limit_while_a_younger_one_of_its_kind_is_chosen() {
        every(tried -> {
            Set<RuleId> limits = Set.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4, RuleId.COMMAND, RuleId.G4);
            for (SparedSession spared : tried.decision().spared()) {
                if (spared.outcome() == SessionOutcome.SPARED && limits.contains(spared.ruleId()) && !tried.named()) {
                    assertThat(tried.victims())
                            .filteredOn(each ->
                                    DecisionCase.kind(each.session()).equals(DecisionCase.kind(spared.session())))
                            .noneMatch(each -> DecisionCase.takenAfter(each.session(), spared.session()));
                }
            }
        });
    }

    @Test
    void blocking_transactions_come_before_all_others() {
        every(tried -> {
            List<Boolean> blocking = tried.victims().stream()
                    .map(each -> DecisionCase.kind(each.session()).equals("stuck")
                            && each.session().blocking() > 0)
                    .toList();
            if (!tried.named()) {
                assertThat(blocking).isSortedAccordingTo(Collections.reverseOrder());
            }
        });
    }

    @Test
    void every_session_that_meets_the_acting_rule_is_selected_or_spared() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act act && !tried.named()) {
                Set<Session> accounted = new HashSet<>();
                tried.victims().forEach(each -> accounted.add(each.session()));
                act.spared().forEach(each -> accounted.add(each.session()));
                List<Session> candidates = tried.situation().sessions().stream()
                        .filter(session -> tried.meets(session, act.ruleId()))
                        .toList();
                assertThat(accounted).containsAll(candidates);
                assertThat(tried.victims())
                        .extracting(Victim::session)
                        .allMatch(session -> tried.meets(session, act.ruleId()));
            }
        });
    }

    @Test
    void exactly_the_named_sessions_are_selected_or_spared() {
        every(tried -> {
            if (tried.named() && !(tried.decision() instanceof Decision.Rejected)) {
                List<Object> accounted = new ArrayList<>();
                tried.victims().forEach(each -> accounted.add(each.id()));
                tried.decision()
                        .spared()
                        .forEach(each -> accounted.add(each.session().id().orElseThrow()));
                assertThat(accounted).doesNotHaveDuplicates();
                assertThat(new HashSet<>(accounted)).isEqualTo(new HashSet<>(tried.names()));
            }
        });
    }

    @Test
    void no_session_is_both_selected_and_spared_or_reported_twice() {
        every(tried -> {
            List<Session> all = new ArrayList<>();
            tried.victims().forEach(each -> all.add(each.session()));
            tried.decision().spared().forEach(each -> all.add(each.session()));
            assertThat(all).doesNotHaveDuplicates();
        });
    }

    @Test
    void the_order_of_the_sessions_in_the_sample_does_not_change_the_decision() {
        every(tried -> {
            List<Session> shuffled = new ArrayList<>(tried.situation().sessions());
            Collections.shuffle(shuffled, new Random(shuffled.size()));
            assertThat(DECIDER.decide(tried.occasion(), with(tried.situation(), shuffled), tried.policy()))
                    .isEqualTo(tried.decision());
        });
    }

    @Test
    void a_difference_between_our_clock_and_the_servers_changes_nothing() {
        every(tried -> {
            Situation here = tried.situation();
            Duration ahead = Duration.ofHours(7);
            Situation elsewhere = new Situation(
                    here.now().plus(ahead),
                    here.serverNow(),
                    here.status(),
                    here.counts(),
                    here.thresholds(),
                    here.sessions(),
                    later(here.recentActions(), ahead),
                    here.pause(),
                    here.inRecovery());
            Trigger occasion = tried.occasion() instanceof Trigger.HealthEventTrigger automatic
                    ? new Trigger.HealthEventTrigger("e", automatic.sampledAt().plus(ahead))
                    : tried.occasion();
            assertThat(DECIDER.decide(occasion, elsewhere, tried.policy())).isEqualTo(tried.decision());
        });
    }

    @Test
    void a_paused_or_invisible_target_gets_no_action() {
        every(tried -> {
            Situation situation = tried.situation();
            if (situation.pause() != null
                    || situation.counts().visibilityPercentage() < 95
                    || situation.status() == HealthStatus.UNKNOWN
                    || situation.status() == HealthStatus.UNREACHABLE) {
                assertThat(tried.decision()).isInstanceOf(Decision.Rejected.class);
            }
        });
    }

    @Test
    void every_reason_is_a_sentence() {
        every(tried -> {
            Stream<String> all = Stream.concat(
                    Stream.concat(
                            Stream.of(tried.decision().reason()),
                            tried.victims().stream().map(Victim::reason)),
                    tried.decision().spared().stream().map(SparedSession::reason));
            assertThat(all).allMatch(reason -> reason.length() > 15 && !reason.contains("null"));
        });
    }

    @Test
    void a_whole_escalation_keeps_to_the_budget_and_selects_no_session_twice() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act first && first.climbs()) {
                climb(first, tried);
            }
        });
    }

    @Test
    void the_random_cases_reach_every_rule_and_guard() {
        Set<RuleId> reached = new HashSet<>();
        Set<RuleId> spared = new HashSet<>();
        every(tried -> {
            reached.add(tried.decision().ruleId());
            tried.decision().spared().forEach(each -> spared.add(each.ruleId()));
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

    /** Everybody stays as if nobody had gone, the hardest case; each look is the first one again. */
    private static void climb(Decision.Act first, DecisionCase tried) {
        EscalationState state = EscalationState.afterFirstStep(first, tried.situation());
        int chosen = first.victims().size();
        Decision decision = DECIDER.decideNextStep(state, tried.situation(), tried.policy());
        while (decision instanceof Decision.Act act) {
            EscalationState before = state;
            assertThat(act.victims()).noneMatch(each -> before.selected().contains(each.id()));
            chosen += act.victims().size();
            state = state.afterStep(act);
            decision = DECIDER.decideNextStep(state, tried.situation(), tried.policy());
        }
        assertThat(state.selected()).hasSize(chosen);
        assertThat(state.step()).isLessThanOrEqualTo(tried.policy().emergency().maxSteps());
        double share =
                tried.situation().sessions().size() * tried.policy().budget().sessionsPercentage() / 100;
        assertThat((double) chosen).isLessThanOrEqualTo(Math.max(1, share));
        if (state.terminations() > 0) {
            assertThat(state.terminations() + tried.situation().recentActions().terminationsLastHour())
                    .isLessThanOrEqualTo(tried.policy().budget().terminationsPerHour());
        }
    }

    private static void keepsItsFreshest(List<Session> pool, DecisionCase tried) {
        Set<Session> chosen = tried.victims().stream().map(Victim::session).collect(Collectors.toSet());
        List<Session> left =
                pool.stream().filter(each -> !chosen.contains(each)).toList();
        int kept = tried.policy().survivorsPerApplication();
        assertThat(left.size()).isGreaterThanOrEqualTo(Math.min(kept, pool.size()));
        List<Instant> freshest = left.stream()
                .map(Session::stateChange)
                .sorted(Collections.reverseOrder())
                .limit(kept)
                .toList();
        pool.stream()
                .filter(chosen::contains)
                .forEach(victim -> assertThat(freshest).allMatch(fresh -> !fresh.isBefore(victim.stateChange())));
    }

    /** The idle, unprotected sessions of each application. */
    private static List<List<Session>> poolsOf(DecisionCase tried) {
        Function<Session, String> application = each -> each.application() == null ? "" : each.application();
        return List.copyOf(tried.situation().sessions().stream()
                .filter(each -> each.state() == SessionState.IDLE && each.stateChange() != null)
                .filter(each -> tried.isReclaimable(each))
                .collect(Collectors.groupingBy(application))
                .values());
    }

    private static RecentActions later(RecentActions recent, Duration ahead) {
        return new RecentActions(
                recent.lastActions().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().plus(ahead))),
                recent.terminationsLastHour());
    }

    private static Situation with(Situation situation, List<Session> sessions) {
        return new Situation(
                situation.now(),
                situation.serverNow(),
                situation.status(),
                situation.counts(),
                situation.thresholds(),
                sessions,
                situation.recentActions(),
                situation.pause(),
                situation.inRecovery());
    }

    private static void every(Consumer<DecisionCase> property) {
        for (DecisionCase tried : TRIED) {
            try {
                property.accept(tried);
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("broken with -Dconnwarden.seed=" + tried.seed(), broken);
            }
        }
    }
}
