package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        assertThat(new Budget(percentage, 200, 100, 200).maxSessions(sessions)).isEqualTo(share);
    }

    @Test
    void g4_ends_an_action_at_its_share() {
        G4Budget guard = new G4Budget(new Budget(40, 200, 100, 200), 10, 0, 0, 0, Set.of());
        assertThat(guard.check(idle(9), selected(3, CandidateKind.IDLE))).isEmpty();
        assertThat(guard.check(idle(9), selected(4, CandidateKind.IDLE))).hasValueSatisfying(spared -> {
            assertThat(spared.ruleId()).isEqualTo(RuleId.G4);
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(spared.reason())
                    .isEqualTo("because; spared: action budget exhausted: 4 of 10 sessions, maximum 40 %" + " (G4)");
        });
    }

    @Test
    void g4_counts_earlier_steps_and_cancels() {
        G4Budget guard = new G4Budget(new Budget(40, 200, 100, 200), 10, 2, 0, 0, Set.of());
        assertThat(guard.check(idle(9), selected(1, CandidateKind.ACTIVE))).isEmpty();
        assertThat(guard.check(idle(9), selected(2, CandidateKind.ACTIVE))).isPresent();
    }

    @Test
    void g4_ends_terminations_at_the_hourly_budget_and_leaves_cancels() {
        G4Budget guard = new G4Budget(new Budget(100, 200, 100, 200), 1000, 0, 198, 0, Set.of());
        assertThat(guard.check(idle(9), selected(1, CandidateKind.IDLE))).isEmpty();
        assertThat(guard.check(idle(9), selected(2, CandidateKind.IDLE)))
                .hasValueSatisfying(spared -> assertThat(spared.reason())
                        .isEqualTo("because; spared: hourly budget exhausted: 200 of 200 terminations (G4)"));
        assertThat(guard.check(candidate(session(9).build(), CandidateKind.STUCK), selected(2, CandidateKind.NAMED)))
                .isPresent();
        assertThat(guard.check(candidate(session(9).build(), CandidateKind.ACTIVE), selected(2, CandidateKind.IDLE)))
                .isEmpty();
        assertThat(guard.check(idle(9), selected(5, CandidateKind.ACTIVE))).isEmpty();
    }

    @Test
    void g4_ends_cancels_at_their_own_hourly_budget_and_leaves_terminations() {
        G4Budget guard = new G4Budget(new Budget(100, 200, 100, 200), 1000, 0, 0, 98, Set.of());
        Candidate query = candidate(session(9).build(), CandidateKind.ACTIVE);
        assertThat(guard.check(query, selected(1, CandidateKind.ACTIVE))).isEmpty();
        assertThat(guard.check(query, selected(2, CandidateKind.ACTIVE)))
                .hasValueSatisfying(spared -> assertThat(spared.reason())
                        .isEqualTo("because; spared: hourly budget exhausted: 100 of 100 cancellations (G4)"));
        assertThat(guard.check(query, selected(2, CandidateKind.IDLE))).isEmpty();
        assertThat(guard.check(idle(9), selected(2, CandidateKind.ACTIVE))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("protectedSessions")
    void g5_protects(String why, SessionBuilder sketch) {
        G5Protection guard = new G5Protection(Policy.defaults());
        assertThat(guard.check(candidate(sketch.build(), CandidateKind.IDLE), new SelectionCount()))
                .hasValueSatisfying(spared -> {
                    assertThat(spared.ruleId()).isEqualTo(RuleId.G5);
                    assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
                    assertThat(spared.reason()).isEqualTo("protected: " + why + " (G5)");
                });
    }

    static Stream<Arguments> protectedSessions() {
        return Stream.of(
                Arguments.of("not visible to the role of Connwarden", session(1).backendStart(null)),
                Arguments.of("not visible to the role of Connwarden", session(1).backendType(null)),
                Arguments.of("not visible to the role of Connwarden", session(1).state(SessionState.UNKNOWN)),
                Arguments.of("session of Connwarden", session(1).own()),
                Arguments.of("role was dropped", session(1).user(null)),
                Arguments.of("superuser", session(1).superuser()),
                Arguments.of("backend type 'autovacuum worker'", session(1).backendType("autovacuum worker")),
                Arguments.of("backend type 'walsender'", session(1).backendType("walsender")),
                Arguments.of("replication connection", session(1).replication()),
                Arguments.of("backup program", session(1).backup()),
                Arguments.of("LISTEN is active", session(1).listening()),
                Arguments.of("holds an advisory lock", session(1).holdingAdvisoryLock()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pg_dump", "pg_dumpall", "PG_RESTORE", "pg_basebackup", "pgbackrest [backup]", "barman_cloud"})
    void g5_protects_backup_programs_by_name(String application) {
        assertThat(new G5Protection(Policy.defaults())
                        .protectionReason(session(1).application(application).build()))
                .contains("backup program");
    }

    @Test
    void g5_passes_an_ordinary_session() {
        G5Protection guard = new G5Protection(Policy.defaults());
        assertThat(guard.protectionReason(session(1).build())).isEmpty();
        assertThat(guard.protectionReason(session(1).application(null).build())).isEmpty();
        assertThat(guard.protectionReason(
                        session(1).application("my pg_dump viewer").build()))
                .isEmpty();
    }

    @Test
    void g5_protects_excluded_sessions_and_sessions_not_included() {
        G5Protection guard = new G5Protection(policy("exclude.applications=batch-*", "include.users=shop*"));
        assertThat(guard.protectionReason(session(1).application("batch-7").build()))
                .contains("application 'batch-7' matches 'batch-*' in policy.exclude");
        assertThat(guard.protectionReason(session(1).user("admin").build()))
                .contains("user 'admin' matches no pattern in policy.include");
        assertThat(guard.protectionReason(session(1).user("shop2").build())).isEmpty();
    }

    @Test
    void an_include_pattern_that_matches_no_session_protects_every_session() {
        G5Protection guard = new G5Protection(policy("include.users=no-such-user"));
        assertThat(guard.protectionReason(session(1).build())).isPresent();
    }

    @Test
    void g6_keeps_the_freshest_idle_sessions_of_each_application() {
        Session old = session(1).idleFor(Duration.ofMinutes(30)).build();
        Session older = session(2).idleFor(Duration.ofMinutes(40)).build();
        Session oldest = session(3).idleFor(Duration.ofMinutes(50)).build();
        Session another =
                session(4).idleFor(Duration.ofDays(1)).application("job").build();
        G6Survivors guard = survivors(oldest, old, another, older);
        assertThat(guard.survivors().keySet()).containsExactlyInAnyOrder(old, older, another);
        assertThat(guard.check(candidate(oldest, CandidateKind.IDLE), new SelectionCount()))
                .isEmpty();
        assertThat(guard.check(candidate(older, CandidateKind.IDLE), new SelectionCount()))
                .hasValueSatisfying(spared -> {
                    assertThat(spared.ruleId()).isEqualTo(RuleId.G6);
                    assertThat(spared.outcome()).isEqualTo(SessionOutcome.SPARED);
                    assertThat(spared.reason())
                            .isEqualTo("because; spared: application 'web' keeps its 2 idle sessions (G6)");
                });
    }

    @Test
    void g6_concerns_idle_sessions_only() {
        Session only = session(1).build();
        for (CandidateKind kind :
                List.of(CandidateKind.STUCK, CandidateKind.ACTIVE, CandidateKind.NAMED, CandidateKind.NAMED_QUERY)) {
            assertThat(survivors(only).check(candidate(only, kind), new SelectionCount()))
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
                .containsOnlyKeys(fresh);
    }

    @Test
    void g6_treats_sessions_without_a_name_as_one_application() {
        Session one =
                session(1).application(null).idleFor(Duration.ofMinutes(1)).build();
        Session two = session(2).application("").idleFor(Duration.ofMinutes(2)).build();
        Session three =
                session(3).application(null).idleFor(Duration.ofMinutes(3)).build();
        assertThat(survivors(one, two, three).survivors().keySet()).containsExactlyInAnyOrder(one, two);
        assertThat(survivors(one)
                        .check(candidate(one, CandidateKind.IDLE), new SelectionCount())
                        .orElseThrow()
                        .reason())
                .isEqualTo("because; spared: the application without a name keeps its 2 idle sessions (G6)");
    }

    @Test
    void g6_keeps_the_last_in_victim_order_among_equal_ages() {
        Session younger = session(3).backendStart(SessionBuilder.NOW).build();
        assertThat(survivors(session(1).build(), session(2).build(), younger)
                        .survivors()
                        .keySet())
                .containsExactlyInAnyOrder(younger, session(2).build());
    }

    @Test
    void g6_does_not_count_a_session_of_unknown_age_as_fresh() {
        Session known = session(1).idleFor(Duration.ofDays(1)).build();
        Session other = session(2).idleFor(Duration.ofDays(1)).build();
        assertThat(survivors(known, other, session(3).stateChange(null).build())
                        .survivors()
                        .keySet())
                .containsExactlyInAnyOrder(known, other);
    }

    @Test
    void a_rule_limit_applies_to_each_kind() {
        RuleLimitGuard maximum =
                new RuleLimitGuard(new Proposal(RuleId.R1, "t", List.of(), Map.of(CandidateKind.IDLE, 2)));
        assertThat(maximum.check(idle(9), selected(1, CandidateKind.IDLE))).isEmpty();
        assertThat(maximum.check(idle(9), selected(5, CandidateKind.ACTIVE))).isEmpty();
        assertThat(maximum.check(
                        candidate(session(9).build(), CandidateKind.ACTIVE), selected(5, CandidateKind.ACTIVE)))
                .isEmpty();
        Optional<SparedSession> spared = maximum.check(idle(9), selected(2, CandidateKind.IDLE));
        assertThat(spared)
                .contains(new SparedSession(
                        session(9).build(),
                        RuleId.R1,
                        SessionOutcome.SPARED,
                        "because; spared: limit of 2 idle sessions reached"));
    }

    private static G6Survivors survivors(Session... sessions) {
        return G6Survivors.of(List.of(sessions), new G5Protection(Policy.defaults()), Policy.defaults());
    }

    private static Candidate idle(int pid) {
        return candidate(session(pid).build(), CandidateKind.IDLE);
    }

    private static Candidate candidate(Session session, CandidateKind kind) {
        return new Candidate(session, kind, Duration.ofHours(1), "because");
    }

    private static SelectionCount selected(int count, CandidateKind kind) {
        SelectionCount tally = new SelectionCount();
        for (int pid = 1; pid <= count; pid++) {
            tally.add(candidate(session(pid).build(), kind));
        }
        return tally;
    }
}
