package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    private static final Duration MICRO = Duration.ofNanos(1000);
    private static final Policy POLICY = Policy.defaults();

    @ParameterizedTest(name = "{0} when {1}: {2}")
    @MethodSource("conditions")
    void a_rule_proposes_exactly_when_its_condition_holds(
            Rule rule, String when, SituationBuilder situation, boolean comes) {
        assertThat(rule.propose(situation.build(), POLICY).isPresent()).isEqualTo(comes);
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition(new R1Emergency(), "CRITICAL", healthy().status(HealthStatus.CRITICAL), true),
                condition(new R1Emergency(), "at 90 %", healthy().slots(90), false),
                condition(new R1Emergency(), "above 90 %", healthy().slots(90.01), true),
                condition(new R1Emergency(), "WARNING", healthy().status(HealthStatus.WARNING), false),
                condition(new R1Emergency(), "not counted", healthy().uncounted(), false),
                condition(
                        R2R3IdleCleanup.zombieCleanup(),
                        "CLEANUP_NEEDED because of a stuck transaction",
                        healthy().status(HealthStatus.CLEANUP_NEEDED).stuckTransactions(1),
                        false),
                condition(
                        R2R3IdleCleanup.zombieCleanup(), "10 zombies", healthy().zombies(10), false),
                condition(
                        R2R3IdleCleanup.zombieCleanup(), "11 zombies", healthy().zombies(11), true),
                condition(R2R3IdleCleanup.zombieCleanup(), "WARNING", healthy().status(HealthStatus.WARNING), false),
                condition(
                        R2R3IdleCleanup.zombieCleanup(),
                        "not counted",
                        healthy().uncounted(),
                        false),
                condition(R2R3IdleCleanup.gentleCleanup(), "WARNING", healthy().status(HealthStatus.WARNING), true),
                condition(R2R3IdleCleanup.gentleCleanup(), "at 80 %", healthy().slots(80), false),
                condition(
                        R2R3IdleCleanup.gentleCleanup(), "above 80 %", healthy().slots(80.01), true),
                condition(
                        R2R3IdleCleanup.gentleCleanup(),
                        "CLEANUP_NEEDED",
                        healthy().status(HealthStatus.CLEANUP_NEEDED),
                        false),
                condition(new R4StuckTransactions(), "no stuck transaction", critical(), false),
                condition(
                        new R4StuckTransactions(), "one stuck", healthy().with(stuck(1, Duration.ofMinutes(6))), true),
                condition(new R5NoAction(), "always", healthy(), true));
    }

    @Test
    void rule_ids_match_the_documentation() {
        assertThat(Stream.of(
                                new R1Emergency(),
                                R2R3IdleCleanup.zombieCleanup(),
                                R2R3IdleCleanup.gentleCleanup(),
                                new R4StuckTransactions(),
                                new R5NoAction())
                        .map(Rule::id))
                .containsExactly(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4, RuleId.R5);
    }

    @Test
    void r1_takes_idle_sessions_long_queries_and_stuck_transactions_from_their_thresholds_on() {
        Proposal proposal = new R1Emergency()
                .propose(
                        critical()
                                .with(
                                        idle(1, Duration.ofMinutes(5)),
                                        idle(2, Duration.ofMinutes(5).minus(MICRO)))
                                .with(
                                        active(3, Duration.ofSeconds(30)),
                                        active(4, Duration.ofSeconds(30).minus(MICRO)))
                                .with(stuck(5, Duration.ofMinutes(5).plus(MICRO)), stuck(6, Duration.ofMinutes(5)))
                                .build(),
                        POLICY)
                .orElseThrow();
        assertThat(pids(proposal)).containsExactly(1, 3, 5);
        assertThat(proposal.limits())
                .isEqualTo(Map.of(
                        CandidateKind.IDLE, 20,
                        CandidateKind.ACTIVE, 10,
                        CandidateKind.UNRESPONSIVE_QUERY, 10,
                        CandidateKind.STUCK, 5));
        assertThat(reasons(proposal))
                .containsExactly(
                        "idle for 5 min, threshold 5 min (R1)",
                        "query running for 30 s, threshold 30 s (R1)",
                        "idle in transaction for 5 min, transaction open for 5 min, threshold 5 min (R1)");
        assertThat(proposal.condition())
                .isEqualTo("status CRITICAL, slot utilization 95 %, 0 zombies; R1 acts above 90 %");
    }

    @Test
    void r1_takes_idle_sessions_only_from_its_second_step_on() {
        Proposal proposal = new R1Emergency()
                .proposeStep(
                        2,
                        critical()
                                .with(
                                        idle(1, Duration.ofMinutes(1)),
                                        idle(2, Duration.ofMinutes(1).minus(MICRO)))
                                .with(active(3, Duration.ofHours(1)), stuck(4, Duration.ofHours(1)))
                                .build(),
                        POLICY);
        assertThat(pids(proposal)).containsExactly(1);
        assertThat(proposal.limits()).isEqualTo(Map.of(CandidateKind.IDLE, 20));
        assertThat(proposal.condition())
                .isEqualTo("step 2: status CRITICAL, slot utilization 95 %, 0 zombies; relief at 75 %");
    }

    @Test
    void r2_takes_sessions_idle_for_ten_minutes() {
        Proposal proposal = R2R3IdleCleanup.zombieCleanup()
                .propose(
                        cleanupNeeded(12)
                                .with(
                                        idle(1, Duration.ofMinutes(10)),
                                        idle(2, Duration.ofMinutes(10).minus(MICRO)))
                                .with(active(3, Duration.ofHours(1)), stuck(4, Duration.ofHours(1)))
                                .build(),
                        POLICY)
                .orElseThrow();
        assertThat(pids(proposal)).containsExactly(1);
        assertThat(proposal.limits()).isEqualTo(Map.of(CandidateKind.IDLE, 15));
        assertThat(reasons(proposal)).containsExactly("idle for 10 min, threshold 10 min (R2)");
        assertThat(proposal.condition())
                .isEqualTo("status CLEANUP_NEEDED, slot utilization 50 %, 12 zombies; R2 acts above 10 zombies");
    }

    @Test
    void the_status_of_stuck_transactions_is_described_by_its_cause() {
        SituationBuilder situation = healthy()
                .status(HealthStatus.CLEANUP_NEEDED)
                .zombies(1)
                .with(
                        session(4711)
                                .application("pg_dump")
                                .stuckFor(Duration.ofMinutes(12), Duration.ofSeconds(2))
                                .build(),
                        stuck(4712, Duration.ofHours(1)),
                        stuck(4713, Duration.ofMinutes(5)),
                        idle(4714, Duration.ofHours(1)));
        assertThat(condition(situation.stuckTransactions(2)))
                .isEqualTo("no rule applies (status CLEANUP_NEEDED because of 2 stuck transactions (pid 4712, web;"
                        + " pid 4711, pg_dump), slot utilization 50 %, 1 zombie)");
        assertThat(condition(situation.zombies(11)))
                .isEqualTo("no rule applies (status CLEANUP_NEEDED, slot utilization 50 %, 11 zombies)");
        assertThat(condition(situation.status(HealthStatus.WARNING).zombies(1)))
                .isEqualTo("no rule applies (status WARNING, slot utilization 50 %, 1 zombie)");
    }

    private static String condition(SituationBuilder situation) {
        return new R5NoAction().propose(situation.build(), POLICY).orElseThrow().condition();
    }

    @Test
    void r3_takes_sessions_idle_for_fifteen_minutes() {
        Proposal proposal = R2R3IdleCleanup.gentleCleanup()
                .propose(
                        warning()
                                .with(
                                        idle(1, Duration.ofMinutes(15)),
                                        idle(2, Duration.ofMinutes(15).minus(MICRO)))
                                .build(),
                        POLICY)
                .orElseThrow();
        assertThat(pids(proposal)).containsExactly(1);
        assertThat(proposal.limits()).isEqualTo(Map.of(CandidateKind.IDLE, 5));
        assertThat(proposal.condition())
                .isEqualTo("status WARNING, slot utilization 85 %, 0 zombies; R3 acts above 80 %");
    }

    @Test
    void r4_takes_transactions_older_than_five_minutes_aborted_ones_too() {
        Proposal proposal = new R4StuckTransactions()
                .propose(
                        healthy()
                                .with(stuck(1, Duration.ofMinutes(5).plus(MICRO)), stuck(2, Duration.ofMinutes(5)))
                                .with(session(3)
                                        .stuckFor(Duration.ofMinutes(20), Duration.ofMinutes(6))
                                        .state(SessionState.IDLE_IN_TRANSACTION_ABORTED)
                                        .blocking(2)
                                        .build())
                                .build(),
                        POLICY)
                .orElseThrow();
        assertThat(pids(proposal)).containsExactly(1, 3);
        assertThat(proposal.limits()).isEqualTo(Map.of(CandidateKind.STUCK, 5));
        assertThat(reasons(proposal).get(1))
                .isEqualTo("idle in transaction (aborted) for 6 min, blocks 2 sessions, transaction open for 20"
                        + " min, threshold 5 min (R4)");
        assertThat(proposal.condition()).isEqualTo("2 transactions stuck for more than 5 min");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 transaction stuck for more than the age of its policy",
        "2, 2 transactions stuck for more than the ages of their policies"
    })
    void r4_with_overrides_tells_no_single_age(int count, String condition) {
        Policy policy = TestPolicies.policy(
                "overrides[0].match.users[0]=batch", "overrides[0].stuck-transactions.older-than=10m");
        SituationBuilder situation = healthy();
        for (int pid = 1; pid <= count; pid++) {
            situation.with(stuck(pid, Duration.ofHours(1)));
        }
        assertThat(new R4StuckTransactions()
                        .propose(situation.build(), policy)
                        .orElseThrow()
                        .condition())
                .isEqualTo(condition);
    }

    @Test
    void a_measured_share_has_one_decimal_as_in_the_timeline() {
        assertThat(new Utilization(healthy().slots(75.68).build()).describe())
                .isEqualTo("status HEALTHY, slot utilization 75.6 %, 0 zombies");
    }

    @Test
    void a_long_transaction_with_recent_statements_is_not_stuck() {
        SituationBuilder busy = healthy()
                .with(session(1)
                        .stuckFor(Duration.ofHours(2), Duration.ofMinutes(1).minus(MICRO))
                        .build());
        assertThat(new R4StuckTransactions().propose(busy.build(), POLICY)).isEmpty();
        SituationBuilder silent = healthy()
                .with(session(1)
                        .stuckFor(Duration.ofHours(2), Duration.ofMinutes(1))
                        .build());
        assertThat(new R4StuckTransactions().propose(silent.build(), POLICY)).isPresent();
    }

    @Test
    void r5_reports_a_healthy_system() {
        Proposal proposal = new R5NoAction().propose(healthy().build(), POLICY).orElseThrow();
        assertThat(proposal.condition())
                .isEqualTo("no rule applies (status HEALTHY, slot utilization 50 %, 0 zombies)");
        assertThat(proposal.candidates()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"FASTPATH", "DISABLED", "STARTING", "UNKNOWN"})
    void a_session_in_another_state_meets_no_rule(SessionState state) {
        Duration day = Duration.ofDays(1);
        assertThat(firstStep(critical()
                        .with(session(1)
                                .state(state)
                                .stateChange(NOW.minus(day))
                                .queryStart(NOW.minus(day))
                                .xactStart(NOW.minus(day))
                                .build())))
                .isEmpty();
    }

    @Test
    void an_invisible_session_meets_no_rule() {
        Duration day = Duration.ofDays(1);
        assertThat(firstStep(critical()
                        .with(session(1).idleFor(day).backendStart(null).build())
                        .with(session(2).idleFor(day).backendType(null).build())
                        .with(session(3).idleFor(day).stateChange(null).build())
                        .with(session(4).activeFor(day).queryStart(null).build())
                        .with(session(5).stuckFor(day, day).xactStart(null).build())
                        .with(session(6).stuckFor(day, day).stateChange(null).build())))
                .isEmpty();
    }

    @Test
    void a_state_change_in_the_future_meets_no_rule() {
        assertThat(firstStep(critical().with(idle(1, Duration.ofHours(-1))))).isEmpty();
    }

    @Test
    void blockers_come_first_by_their_queues_then_idle_then_stuck_then_active_each_oldest_first() {
        List<Candidate> candidates = firstStep(critical()
                .with(active(1, Duration.ofHours(9)), active(2, Duration.ofMinutes(1)))
                .with(stuck(3, Duration.ofMinutes(30)))
                .with(idle(4, Duration.ofMinutes(6)), idle(5, Duration.ofMinutes(60)))
                .with(session(6)
                        .stuckFor(Duration.ofMinutes(6), Duration.ofMinutes(6))
                        .blocking(9)
                        .build())
                .with(session(7)
                        .stuckFor(Duration.ofMinutes(7), Duration.ofMinutes(2))
                        .blocking(1)
                        .build()));
        assertThat(candidates.stream()
                        .sorted(Candidate.VICTIM_ORDER)
                        .map(each -> each.session().pid()))
                .containsExactly(6, 7, 5, 4, 3, 1, 2);
    }

    @Test
    void of_equally_old_sessions_the_older_backend_comes_first_and_then_the_lower_pid() {
        Duration hour = Duration.ofHours(1);
        List<Candidate> candidates = firstStep(critical()
                .with(session(3).idleFor(hour).build(), session(2).idleFor(hour).build())
                .with(session(9)
                        .idleFor(hour)
                        .backendStart(NOW.minus(Duration.ofDays(9)))
                        .build()));
        assertThat(candidates.stream()
                        .sorted(Candidate.VICTIM_ORDER)
                        .map(each -> each.session().pid()))
                .containsExactly(9, 2, 3);
    }

    @Test
    void an_active_session_that_blocks_comes_before_idle_sessions() {
        List<Candidate> candidates = firstStep(critical()
                .with(idle(1, Duration.ofHours(1)))
                .with(session(2).activeFor(Duration.ofHours(2)).blocking(5).build()));
        assertThat(candidates.stream()
                        .sorted(Candidate.VICTIM_ORDER)
                        .map(each -> each.session().pid()))
                .containsExactly(2, 1);
    }

    private static List<Candidate> firstStep(SituationBuilder situation) {
        return new R1Emergency()
                .propose(situation.build(), POLICY)
                .orElseThrow()
                .candidates();
    }

    private static List<Integer> pids(Proposal proposal) {
        return proposal.candidates().stream()
                .map(each -> each.session().pid())
                .sorted()
                .toList();
    }

    private static List<String> reasons(Proposal proposal) {
        return proposal.candidates().stream()
                .sorted(Comparator.comparing(each -> each.session().pid()))
                .map(Candidate::reason)
                .toList();
    }

    private static Arguments condition(Rule rule, String when, SituationBuilder situation, boolean comes) {
        return Arguments.of(rule, when, situation, comes);
    }
}
