package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The survivors of random session lists, compared with a second definition, and the relief of full servers. */
class SurvivorPropertiesTest {
    private static final Decider DECIDER = Decider.standard();
    private static final Trigger CLEANUP = new Trigger.CommandTrigger(
            new Command("orders-db", new CommandParameters.Cleanup(0.000_001, 1000), "ann", "because", false, null));
    private static final String[] SERVICES = {"web", "job", "mail", "cart", "auth", "feed", "geo"};

    @SeededTest(count = 200)
    void a_cleanup_keeps_exactly_the_survivors_of_the_second_definition(long seed) {
        List<Session> sessions = sessions(new Random(seed));
        int kept = (int) (seed % 4);
        Policy policy = TestPolicies.policy(
                "survivors-per-application=" + kept,
                "budget.sessions-percentage=100",
                "budget.terminations-per-hour=100000");
        Decision decision = DECIDER.decide(
                CLEANUP, SituationBuilder.healthy().with(sessions).build(), policy);
        Set<Session> survivors = new HashSet<>();
        decision.spared().stream()
                .filter(spared -> spared.ruleId() == RuleId.G6)
                .map(SparedSession::session)
                .forEach(survivors::add);
        assertThat(survivors).isEqualTo(expectedSurvivors(sessions, kept));
    }

    @SeededTest(count = 200)
    void a_full_server_with_an_unprotected_idle_session_is_never_untouchable(long seed) {
        List<Session> sessions = sessions(new Random(seed));
        Decision decision = DECIDER.decide(
                new Trigger.HealthEventTrigger(NOW),
                SituationBuilder.critical().with(sessions).build(),
                TestPolicies.acting());
        List<Session> old = sessions.stream()
                .filter(session -> isIdle(session) && isOrdinary(session))
                .filter(session -> !session.activity().stateChange().isAfter(NOW.minus(Duration.ofMinutes(1))))
                .toList();
        assertThat(decision instanceof Decision.Act).isEqualTo(!old.isEmpty());
        if (decision instanceof Decision.Act act && act.reason().contains("relaxes G6")) {
            List<Session> victims = act.victims().stream().map(Victim::session).toList();
            assertThat(old).containsAll(victims);
            assertThat(old)
                    .filteredOn(session -> !victims.contains(session))
                    .noneMatch(session -> victims.stream()
                            .anyMatch(victim -> victim.activity()
                                    .stateChange()
                                    .isAfter(session.activity().stateChange())));
        }
    }

    private static Set<Session> expectedSurvivors(List<Session> all, int kept) {
        List<Session> sessions =
                all.stream().filter(SurvivorPropertiesTest::isOrdinary).toList();
        Set<Session> small = matching(
                sessions,
                one -> names(one, sessions, other -> name(other).equals(name(one)))
                                .size()
                        <= kept);
        Set<Session> alike = matching(
                small,
                one -> distinct(names(one, small, other -> shape(name(other)).equals(shape(name(one))))) > 10);
        Set<Session> unique = matching(
                small, one -> alike.contains(one) || distinct(names(one, small, other -> !alike.contains(other))) > 20);
        return matching(
                sessions,
                one -> isIdle(one)
                        && sessions.stream()
                                        .filter(other -> isIdle(other) && isFresher(other, one))
                                        .filter(other -> unique.contains(one)
                                                ? unique.contains(other) && sameOwner(one, other)
                                                : !unique.contains(other)
                                                        && name(one).equals(name(other)))
                                        .count()
                                < kept);
    }

    private static Set<Session> matching(Collection<Session> sessions, Predicate<Session> condition) {
        return sessions.stream().filter(condition).collect(Collectors.toSet());
    }

    /** Returns the name of each matching session of the same user and database. */
    private static List<String> names(Session owner, Collection<Session> sessions, Predicate<Session> condition) {
        return sessions.stream()
                .filter(other -> sameOwner(owner, other) && condition.test(other))
                .map(SurvivorPropertiesTest::name)
                .toList();
    }

    private static int distinct(List<String> names) {
        return new HashSet<>(names).size();
    }

    private static boolean isFresher(Session session, Session than) {
        return session.activity().stateChange().isAfter(than.activity().stateChange());
    }

    /** Returns the name with each word that contains a digit replaced, found character by character. */
    private static String shape(String name) {
        StringBuilder shape = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (char character : (name + "\n").toCharArray()) {
            if (Character.isLetterOrDigit(character)) {
                word.append(character);
            } else {
                shape.append(word.chars().anyMatch(Character::isDigit) ? "#" : word)
                        .append(character);
                word.setLength(0);
            }
        }
        return shape.toString();
    }

    private static List<Session> sessions(Random random) {
        List<Session> sessions = new ArrayList<>();
        int count = random.nextInt(70);
        int kinds = 1 + random.nextInt(5);
        int owners = 1 + random.nextInt(3);
        for (int pid = 1; pid <= count; pid++) {
            SessionBuilder session = SessionBuilder.session(pid)
                    .user("user" + random.nextInt(owners))
                    .application(application(random, random.nextInt(kinds), pid))
                    // Different ages, so that the order needs no further definition.
                    .idleFor(Duration.ofSeconds(random.nextInt(900)).plusMillis(pid));
            if (random.nextInt(12) == 0) {
                session.activeFor(Duration.ofSeconds(1).plusMillis(pid));
            }
            if (random.nextInt(12) == 0) {
                session.listening();
            }
            sessions.add(session.build());
        }
        return sessions;
    }

    private static String application(Random random, int kind, int pid) {
        return switch (kind) {
            case 0 -> "shop - 10.0.0.7:" + (40_000 + pid / (1 + random.nextInt(2)));
            case 1 -> SERVICES[random.nextInt(SERVICES.length)];
            case 2 -> "pod-" + random.nextInt(14);
            case 3 -> "svc " + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26));
            default -> null;
        };
    }

    private static boolean isIdle(Session session) {
        return session.state() == SessionState.IDLE;
    }

    private static boolean isOrdinary(Session session) {
        return !session.traits().listening();
    }

    private static boolean sameOwner(Session one, Session other) {
        return one.client().user().equals(other.client().user());
    }

    private static String name(Session session) {
        return session.client().application() == null ? "" : session.client().application();
    }
}
