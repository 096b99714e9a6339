package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decisions on a server with free slots and a full CONNECTION LIMIT. */
class ReclaimWithinLimitTest {
    private static final Policy POLICY = TestPolicies.acting();

    @Test
    void a_full_limit_ends_idle_sessions_of_its_role_until_relief_and_no_others() {
        Decision decision = decide(healthy()
                .with(sessions(1, 20, "shop", Duration.ofMinutes(6)))
                .with(sessions(101, 20, "billing", Duration.ofHours(3)))
                .limits(role("shop", 20, 20)));

        assertThat(decision).isInstanceOf(Decision.Act.class);
        assertThat(decision.ruleId()).isEqualTo(RuleId.R3);
        assertThat(decision.reason())
                .startsWith("role 'shop' has 20 of 20 sessions of its CONNECTION LIMIT (100 %); R3 acts within a limit")
                .contains("5 sessions to terminate");
        assertThat(victims(decision))
                .as("75 %% of 20 are left")
                .hasSize(5)
                .allSatisfy(each -> assertThat(each.client().user()).isEqualTo("shop"));
    }

    @Test
    void a_nearly_full_limit_has_the_idle_time_of_the_gentle_cleanup() {
        SituationBuilder young =
                healthy().with(sessions(1, 17, "shop", Duration.ofMinutes(14))).limits(role("shop", 17, 20));
        assertThat(decide(young)).isInstanceOf(Decision.NoAction.class);
        assertThat(decide(young).reason()).contains("role 'shop' has 17 of 20", "no session meets the condition");

        SituationBuilder old =
                healthy().with(sessions(1, 17, "shop", Duration.ofMinutes(15))).limits(role("shop", 17, 20));
        assertThat(victims(decide(old))).as("80 %% of 20 are left").hasSize(1);
    }

    @Test
    void a_full_limit_without_old_sessions_ends_those_of_the_next_step() {
        assertThat(victims(decide(healthy()
                        .with(sessions(1, 20, "shop", Duration.ofMinutes(2)))
                        .limits(role("shop", 20, 20)))))
                .hasSize(5);
        assertThat(decide(healthy()
                        .with(sessions(1, 20, "shop", Duration.ofSeconds(59)))
                        .limits(role("shop", 20, 20))))
                .isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void a_limit_of_a_database_ends_sessions_of_that_database() {
        List<Session> sessions = new ArrayList<>(sessions(1, 30, "shop", Duration.ofHours(1)));
        for (int i = 0; i < 10; i++) {
            sessions.add(session(200 + i)
                    .user("shop")
                    .database("archive")
                    .idleFor(Duration.ofHours(1))
                    .build());
        }
        assertThat(victims(
                        decide(healthy().with(sessions).limits(ConnectionLimit.of(Scope.DATABASE, "archive", 10, 10)))))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.client().database()).isEqualTo("archive"));
    }

    @Test
    void a_limit_whose_sessions_are_all_spared_does_not_delay_the_next() {
        List<Session> sessions = new ArrayList<>(sessions(1, 2, "small", Duration.ofHours(1)));
        sessions.addAll(sessions(101, 20, "shop", Duration.ofHours(1)));
        Decision decision = decide(healthy().with(sessions).limits(role("small", 8, 9), role("shop", 19, 20)));
        assertThat(victims(decision))
                .hasSize(4)
                .allSatisfy(each -> assertThat(each.client().user()).isEqualTo("shop"));
    }

    @Test
    void a_full_limit_whose_sessions_are_all_survivors_is_relieved_in_the_last_step() {
        Decision decision = decide(
                healthy().with(sessions(1, 2, "small", Duration.ofHours(1))).limits(role("small", 2, 2)));
        assertThat(victims(decision)).hasSize(1);
        assertThat(decision.reason()).contains("the last step relaxes G6");
    }

    @Test
    void a_cooldown_of_the_zombie_cleanup_does_not_hold_back_a_limit() {
        Decision decision = decide(healthy()
                .with(sessions(1, 20, "shop", Duration.ofHours(1)))
                .limits(role("shop", 20, 20))
                .acted(RuleId.R2, Duration.ofSeconds(20)));
        assertThat(victims(decision)).isNotEmpty();
    }

    @Test
    void a_cooldown_of_the_gentle_cleanup_holds_for_limits() {
        SituationBuilder full =
                healthy().with(sessions(1, 20, "shop", Duration.ofHours(1))).limits(role("shop", 20, 20));
        assertThat(decide(full.acted(RuleId.R3, Duration.ofSeconds(20))).reason())
                .contains("(G3)");
    }

    @Test
    void the_need_of_a_committed_list_ends_with_the_relief_of_the_limit() {
        Trigger event = new Trigger.HealthEventTrigger(NOW);
        assertThat(IntentRecheck.refuseBySample(
                        event,
                        RuleId.R3,
                        1,
                        healthy().limits(role("shop", 17, 20)).build(),
                        POLICY))
                .isEmpty();
        assertThat(IntentRecheck.refuseBySample(
                        event,
                        RuleId.R3,
                        1,
                        healthy().limits(role("shop", 16, 20)).build(),
                        POLICY))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.reason()).isEqualTo("the condition of R3 no longer holds"));
    }

    @Test
    void a_committed_list_of_a_relieved_limit_does_not_continue_for_the_need_of_another_limit() {
        Session relieved = session(1).user("a").idleFor(Duration.ofMinutes(6)).build();
        Session needed = session(2).user("b").idleFor(Duration.ofMinutes(6)).build();
        assertThat(refusedOf(healthy().with(relieved, needed).limits(role("a", 6, 20), role("b", 17, 20)), RuleId.R3))
                .containsExactly(1);
    }

    @Test
    void a_committed_list_of_a_relieved_limit_continues_for_the_server_with_the_candidates_of_the_server_only() {
        Session young = session(1).user("a").idleFor(Duration.ofMinutes(6)).build();
        Session old = session(2).user("a").idleFor(Duration.ofMinutes(16)).build();
        SituationBuilder busy = warning().with(young, old).limits(role("a", 6, 20));
        assertThat(refusedOf(busy, RuleId.R3)).containsExactly(1);
        assertThat(refusedOf(busy, RuleId.R2)).isEmpty();
    }

    private static List<Integer> refusedOf(SituationBuilder situation, RuleId rule) {
        return IntentRecheck.refuseSessions(new Trigger.HealthEventTrigger(NOW), rule, situation.build(), POLICY)
                .keySet()
                .stream()
                .map(SessionId::pid)
                .toList();
    }

    @SeededTest(count = 5)
    void no_session_outside_a_full_limit_ends_and_none_more_than_needed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int used = 2 + random.nextInt(40);
            int limit = Math.max(2, used - 2 + random.nextInt(8));
            Decision decision = decide(healthy()
                    .with(randomSessions(random, 1, used, "shop"))
                    .with(randomSessions(random, 1_000, random.nextInt(40), "billing"))
                    .limits(role("shop", used, limit)));

            List<Session> ended = decision instanceof Decision.Act ? victims(decision) : List.of();
            assertThat(ended)
                    .as("%d of %d: %s", used, limit, decision)
                    .allSatisfy(each -> assertThat(each.client().user()).isEqualTo("shop"))
                    .hasSizeLessThanOrEqualTo(Math.max(0, used - limit * 75 / 100));
            if (used * 10 <= limit * 8) {
                assertThat(ended).isEmpty();
            }
        }
    }

    private static List<Session> randomSessions(Random random, int firstPid, int count, String user) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SessionBuilder each = session(firstPid + i).user(user).application("app-" + random.nextInt(3));
            Duration age = Duration.ofSeconds(random.nextInt(2_000));
            sessions.add((random.nextBoolean() ? each.idleFor(age) : each.activeFor(age)).build());
        }
        return sessions;
    }

    private static Decision decide(SituationBuilder situation) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), POLICY);
    }

    private static List<Session> victims(Decision decision) {
        return ((Decision.Act) decision)
                .victims().stream().map(victim -> victim.session()).toList();
    }

    private static List<Session> sessions(int firstPid, int count, String user, Duration idleFor) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(session(firstPid + i)
                    .user(user)
                    .application(user)
                    .idleFor(idleFor)
                    .build());
        }
        return sessions;
    }

    private static ConnectionLimit role(String name, int sessions, int limit) {
        return ConnectionLimit.of(Scope.ROLE, name, sessions, limit);
    }
}
