package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionSketch.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.PolicySketch;
import io.connwarden.actuator.decision.SessionSketch;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Kind;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionGuardsTest {

    @ParameterizedTest(name = "{0} % of {1} sessions are {2}")
    @CsvSource({
        "40, 100, 40",
        "40, 99, 39",
        "40, 3, 1",
        "40, 2, 1",
        "40, 1, 1",
        "40, 0, 1",
        "100, 7, 7",
        "0.1, 2000, 2",
        "33.3, 10, 3"
    })
    void g4_shares_are_cut_and_are_one_at_least(double percentage, int sessions, int share) {
        assertThat(new Budget(percentage, 200).share(sessions)).isEqualTo(share);
    }

    @Test
    void g4_ends_an_action_at_its_share() {
        G4Budget guard = new G4Budget(new Budget(40, 200), 10, 0, 0);
        assertThat(guard.spares(idle(9), chosen(3, Kind.IDLE))).isEmpty();
        assertThat(guard.spares(idle(9), chosen(4, Kind.IDLE))).hasValueSatisfying(spared -> {
            assertThat(spared.ground()).isEqualTo(Ground.G4);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(spared.reason())
                    .isEqualTo(
                            "because; spared: the budget of one action is used up: 4 of 10 sessions, 40 %" + " (G4)");
        });
    }

    @Test
    void g4_counts_what_earlier_rungs_touched_and_cancels_too() {
        G4Budget guard = new G4Budget(new Budget(40, 200), 10, 2, 0);
        assertThat(guard.spares(idle(9), chosen(1, Kind.ACTIVE))).isEmpty();
        assertThat(guard.spares(idle(9), chosen(2, Kind.ACTIVE))).isPresent();
    }

    @Test
    void g4_ends_terminations_at_the_hourly_budget_and_leaves_cancels() {
        G4Budget guard = new G4Budget(new Budget(100, 200), 1000, 0, 198);
        assertThat(guard.spares(idle(9), chosen(1, Kind.IDLE))).isEmpty();
        assertThat(guard.spares(idle(9), chosen(2, Kind.IDLE)))
                .hasValueSatisfying(spared -> assertThat(spared.reason())
                        .isEqualTo("because; spared: the hourly budget is used up: 200 of 200 terminations (G4)"));
        assertThat(guard.spares(candidate(session(9).build(), Kind.STUCK), chosen(2, Kind.NAMED)))
                .isPresent();
        assertThat(guard.spares(candidate(session(9).build(), Kind.ACTIVE), chosen(2, Kind.IDLE)))
                .isEmpty();
        assertThat(guard.spares(idle(9), chosen(5, Kind.ACTIVE))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untouchable")
    void g5_protects(String why, SessionSketch sketch) {
        G5Protection guard = new G5Protection(Policy.standard());
        assertThat(guard.spares(candidate(sketch.build(), Kind.IDLE), new Tally()))
                .hasValueSatisfying(spared -> {
                    assertThat(spared.ground()).isEqualTo(Ground.G5);
                    assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
                    assertThat(spared.reason()).isEqualTo("protected: " + why + " (G5)");
                });
    }

    static Stream<Arguments> untouchable() {
        return Stream.of(
                Arguments.of("our role may not see it", session(1).backendStart(null)),
                Arguments.of("our role may not see it", session(1).backendType(null)),
                Arguments.of("our role may not see it", session(1).state(SessionState.UNKNOWN)),
                Arguments.of("it is Connwarden's own", session(1).own()),
                Arguments.of("its role is a superuser", session(1).superuser()),
                Arguments.of(
                        "its backend type is 'autovacuum worker'", session(1).backendType("autovacuum worker")),
                Arguments.of("its backend type is 'walsender'", session(1).backendType("walsender")),
                Arguments.of("it replicates", session(1).replication()),
                Arguments.of("it looks like a backup", session(1).backup()),
                Arguments.of("it listens for notifications", session(1).listening()),
                Arguments.of("it holds an advisory lock", session(1).holdingAdvisoryLock()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pg_dump", "pg_dumpall", "PG_RESTORE", "pg_basebackup", "pgbackrest [backup]", "barman_cloud"})
    void g5_knows_backup_programs_by_name(String application) {
        assertThat(new G5Protection(Policy.standard())
                        .protection(session(1).application(application).build()))
                .contains("it looks like a backup");
    }

    @Test
    void g5_lets_an_ordinary_session_be_taken() {
        G5Protection guard = new G5Protection(Policy.standard());
        assertThat(guard.protection(session(1).build())).isEmpty();
        assertThat(guard.protection(session(1).application(null).build())).isEmpty();
        assertThat(guard.protection(session(1).application("my pg_dump viewer").build()))
                .isEmpty();
    }

    @Test
    void g5_goes_by_patterns_and_by_the_only_ones() {
        G5Protection guard = new G5Protection(PolicySketch.with(
                PolicySketch.settings().protectApplications("batch-*").onlyUsers("shop*")));
        assertThat(guard.protection(session(1).application("batch-7").build()))
                .contains("application 'batch-7' matches 'batch-*' of policy.protect");
        assertThat(guard.protection(session(1).user("admin").build())).contains("user 'admin' is not in policy.only");
        assertThat(guard.protection(session(1).user("shop2").build())).isEmpty();
    }

    @Test
    void only_ones_that_match_nobody_mean_nobody() {
        G5Protection guard =
                new G5Protection(PolicySketch.with(PolicySketch.settings().onlyUsers("no-such-user")));
        assertThat(guard.protection(session(1).build())).isPresent();
    }

    @Test
    void g6_keeps_the_freshest_idle_sessions_of_each_application() {
        Session old = session(1).idleFor(Duration.ofMinutes(30)).build();
        Session older = session(2).idleFor(Duration.ofMinutes(40)).build();
        Session oldest = session(3).idleFor(Duration.ofMinutes(50)).build();
        Session another =
                session(4).idleFor(Duration.ofDays(1)).application("job").build();
        G6Survivors guard = survivors(oldest, old, another, older);
        assertThat(guard.survivors()).containsExactlyInAnyOrder(old, older, another);
        assertThat(guard.spares(candidate(oldest, Kind.IDLE), new Tally())).isEmpty();
        assertThat(guard.spares(candidate(older, Kind.IDLE), new Tally())).hasValueSatisfying(spared -> {
            assertThat(spared.ground()).isEqualTo(Ground.G6);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(spared.reason())
                    .isEqualTo("because; spared: application 'web' keeps its 2 freshest idle sessions (G6)");
        });
    }

    @Test
    void g6_concerns_idle_sessions_only() {
        Session only = session(1).build();
        for (Kind kind : List.of(Kind.STUCK, Kind.ACTIVE, Kind.NAMED, Kind.NAMED_QUERY)) {
            assertThat(survivors(only).spares(candidate(only, kind), new Tally()))
                    .isEmpty();
        }
    }

    @Test
    void g6_does_not_count_the_protected_and_the_busy_as_survivors() {
        Session fresh = session(1).build();
        assertThat(survivors(
                                fresh,
                                session(2).listening().build(),
                                session(3).activeFor(Duration.ZERO).build())
                        .survivors())
                .containsExactly(fresh);
    }

    @Test
    void g6_takes_sessions_without_a_name_for_one_application() {
        Session one =
                session(1).application(null).idleFor(Duration.ofMinutes(1)).build();
        Session two = session(2).application("").idleFor(Duration.ofMinutes(2)).build();
        Session three =
                session(3).application(null).idleFor(Duration.ofMinutes(3)).build();
        assertThat(survivors(one, two, three).survivors()).containsExactlyInAnyOrder(one, two);
        assertThat(survivors(one)
                        .spares(candidate(one, Kind.IDLE), new Tally())
                        .orElseThrow()
                        .reason())
                .isEqualTo("because; spared: the application without a name keeps its 2 freshest idle sessions (G6)");
    }

    @Test
    void g6_keeps_whoever_would_be_taken_last_of_equals() {
        Session younger = session(3).backendStart(SessionSketch.NOW).build();
        assertThat(survivors(session(1).build(), session(2).build(), younger).survivors())
                .containsExactlyInAnyOrder(younger, session(2).build());
    }

    @Test
    void g6_does_not_take_a_session_of_unknown_age_for_fresh() {
        Session known = session(1).idleFor(Duration.ofDays(1)).build();
        Session other = session(2).idleFor(Duration.ofDays(1)).build();
        assertThat(survivors(known, other, session(3).stateChange(null).build()).survivors())
                .containsExactlyInAnyOrder(known, other);
    }

    @Test
    void a_rules_own_maximum_holds_for_each_kind() {
        Maximum maximum = new Maximum(new Proposal(Ground.R1, "t", List.of(), Map.of(Kind.IDLE, 2)));
        assertThat(maximum.spares(idle(9), chosen(1, Kind.IDLE))).isEmpty();
        assertThat(maximum.spares(idle(9), chosen(5, Kind.ACTIVE))).isEmpty();
        assertThat(maximum.spares(candidate(session(9).build(), Kind.ACTIVE), chosen(5, Kind.ACTIVE)))
                .isEmpty();
        Optional<Spared> spared = maximum.spares(idle(9), chosen(2, Kind.IDLE));
        assertThat(spared)
                .contains(new Spared(
                        session(9).build(),
                        Ground.R1,
                        SessionOutcome.SPARED,
                        "because; spared: R1 takes at most 2 of its kind at once"));
    }

    private static G6Survivors survivors(Session... sessions) {
        return G6Survivors.of(List.of(sessions), new G5Protection(Policy.standard()), Policy.standard());
    }

    private static Candidate idle(int pid) {
        return candidate(session(pid).build(), Kind.IDLE);
    }

    private static Candidate candidate(Session session, Kind kind) {
        return new Candidate(session, kind, Duration.ofHours(1), "because");
    }

    private static Tally chosen(int count, Kind kind) {
        Tally tally = new Tally();
        for (int pid = 1; pid <= count; pid++) {
            tally.add(candidate(session(pid).build(), kind));
        }
        return tally;
    }
}
