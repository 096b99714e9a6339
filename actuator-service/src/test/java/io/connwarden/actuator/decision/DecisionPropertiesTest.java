package io.connwarden.actuator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.actuator.decision.verdict.Victim;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.Status;
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
    private static final List<Tried> TRIED =
            LongStream.range(SEED, SEED + CASES).mapToObj(Tried::of).toList();

    @BeforeAll
    static void say() {
        System.out.println("DecisionPropertiesTest runs with -Dconnwarden.seed=" + SEED);
    }

    @Test
    void nobody_untouchable_is_ever_chosen() {
        every(tried -> assertThat(tried.victims()).allMatch(victim -> tried.touchable(victim.session())));
    }

    @Test
    void no_maximum_is_ever_exceeded() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act act) {
                Map<String, Integer> maxima = tried.maxima(act.ground());
                Map<String, Long> taken = tried.victims().stream()
                        .collect(Collectors.groupingBy(each -> Tried.kind(each.session()), Collectors.counting()));
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
                    .filter(each -> each.reclaim() == Reclaim.TERMINATE)
                    .count();
            if (ended > 0) {
                assertThat(ended + tried.situation().recent().terminationsLastHour())
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
            Set<Ground> limits = Set.of(Ground.R1, Ground.R2, Ground.R3, Ground.R4, Ground.COMMAND, Ground.G4);
            for (Spared spared : tried.decision().spared()) {
                if (spared.outcome() == SessionOutcome.SPARED && limits.contains(spared.ground()) && !tried.named()) {
                    assertThat(tried.victims())
                            .filteredOn(each -> Tried.kind(each.session()).equals(Tried.kind(spared.session())))
                            .noneMatch(each -> Tried.takenAfter(each.session(), spared.session()));
                }
            }
        });
    }

    @Test
    void blocking_transactions_stand_before_all_others() {
        every(tried -> {
            List<Boolean> blocking = tried.victims().stream()
                    .map(each -> Tried.kind(each.session()).equals("stuck")
                            && each.session().blocking() > 0)
                    .toList();
            if (!tried.named()) {
                assertThat(blocking).isSortedAccordingTo(Collections.reverseOrder());
            }
        });
    }

    @Test
    void everybody_who_meets_the_acting_rule_is_either_chosen_or_spared() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act act && !tried.named()) {
                Set<Session> accounted = new HashSet<>();
                tried.victims().forEach(each -> accounted.add(each.session()));
                act.spared().forEach(each -> accounted.add(each.session()));
                List<Session> candidates = tried.situation().sessions().stream()
                        .filter(session -> tried.meets(session, act.ground()))
                        .toList();
                assertThat(accounted).containsAll(candidates);
                assertThat(tried.victims())
                        .extracting(Victim::session)
                        .allMatch(session -> tried.meets(session, act.ground()));
            }
        });
    }

    @Test
    void everybody_named_is_accounted_for_and_nobody_else() {
        every(tried -> {
            if (tried.named() && !(tried.decision() instanceof Decision.Refused)) {
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
    void nobody_is_both_chosen_and_spared_nor_named_twice() {
        every(tried -> {
            List<Session> all = new ArrayList<>();
            tried.victims().forEach(each -> all.add(each.session()));
            tried.decision().spared().forEach(each -> all.add(each.session()));
            assertThat(all).doesNotHaveDuplicates();
        });
    }

    @Test
    void the_same_decision_comes_out_in_whatever_order_the_look_lists_its_sessions() {
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
                    later(here.recent(), ahead),
                    here.paused(),
                    here.inRecovery());
            Occasion occasion = tried.occasion() instanceof Occasion.Automatic automatic
                    ? new Occasion.Automatic("e", automatic.healthTime().plus(ahead))
                    : tried.occasion();
            assertThat(DECIDER.decide(occasion, elsewhere, tried.policy())).isEqualTo(tried.decision());
        });
    }

    @Test
    void nothing_is_done_to_a_target_that_is_paused_or_cannot_be_seen() {
        every(tried -> {
            Situation situation = tried.situation();
            if (situation.paused() != null
                    || situation.counts().visibilityPercentage() < 95
                    || situation.status() == Status.UNKNOWN
                    || situation.status() == Status.UNREACHABLE) {
                assertThat(tried.decision()).isInstanceOf(Decision.Refused.class);
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
                    tried.decision().spared().stream().map(Spared::reason));
            assertThat(all).allMatch(reason -> reason.length() > 15 && !reason.contains("null"));
        });
    }

    @Test
    void a_whole_ladder_keeps_to_the_budget_and_tries_nobody_twice() {
        every(tried -> {
            if (tried.decision() instanceof Decision.Act first && first.climbs()) {
                climb(first, tried);
            }
        });
    }

    @Test
    void the_random_cases_reach_every_rule_and_guard() {
        Set<Ground> reached = new HashSet<>();
        Set<Ground> spared = new HashSet<>();
        every(tried -> {
            reached.add(tried.decision().ground());
            tried.decision().spared().forEach(each -> spared.add(each.ground()));
        });
        assertThat(reached)
                .contains(
                        Ground.R1,
                        Ground.R2,
                        Ground.R3,
                        Ground.R4,
                        Ground.R5,
                        Ground.G1,
                        Ground.G2,
                        Ground.G3,
                        Ground.G4,
                        Ground.COMMAND,
                        Ground.INTAKE);
        assertThat(spared).contains(Ground.R1, Ground.R2, Ground.R3, Ground.R4, Ground.G4, Ground.G5, Ground.G6);
    }

    /** Everybody stays as if nobody had gone, the hardest case; each look is the first one again. */
    private static void climb(Decision.Act first, Tried tried) {
        RungState state = RungState.first(first, tried.situation());
        int chosen = first.victims().size();
        Decision decision = DECIDER.nextRung(state, tried.situation(), tried.policy());
        while (decision instanceof Decision.Act act) {
            RungState before = state;
            assertThat(act.victims()).noneMatch(each -> before.tried().contains(each.id()));
            chosen += act.victims().size();
            state = state.then(act);
            decision = DECIDER.nextRung(state, tried.situation(), tried.policy());
        }
        assertThat(state.tried()).hasSize(chosen);
        assertThat(state.rung()).isLessThanOrEqualTo(tried.policy().emergency().rungs());
        double share =
                tried.situation().sessions().size() * tried.policy().budget().sessionsPercentage() / 100;
        assertThat((double) chosen).isLessThanOrEqualTo(Math.max(1, share));
        if (state.terminations() > 0) {
            assertThat(state.terminations() + tried.situation().recent().terminationsLastHour())
                    .isLessThanOrEqualTo(tried.policy().budget().terminationsPerHour());
        }
    }

    private static void keepsItsFreshest(List<Session> pool, Tried tried) {
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
    private static List<List<Session>> poolsOf(Tried tried) {
        Function<Session, String> application = each -> each.application() == null ? "" : each.application();
        return List.copyOf(tried.situation().sessions().stream()
                .filter(each -> each.state() == SessionState.IDLE && each.stateChange() != null)
                .filter(each -> tried.touchable(each))
                .collect(Collectors.groupingBy(application))
                .values());
    }

    private static RecentActions later(RecentActions recent, Duration ahead) {
        return new RecentActions(
                recent.lastActed().entrySet().stream()
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
                situation.recent(),
                situation.paused(),
                situation.inRecovery());
    }

    private static void every(Consumer<Tried> property) {
        for (Tried tried : TRIED) {
            try {
                property.accept(tried);
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("broken with -Dconnwarden.seed=" + tried.seed(), broken);
            }
        }
    }
}
