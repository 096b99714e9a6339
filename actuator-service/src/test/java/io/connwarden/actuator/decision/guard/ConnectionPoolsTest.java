package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.situation.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection pools of which G6 keeps the survivors. */
class ConnectionPoolsTest {
    private static final String[] SERVICES = {
        "cart", "search", "mail", "billing", "stock", "auth", "feed", "media", "audit", "export", "import", "price",
        "tax", "ship", "refund", "chat", "push", "geo", "ads", "recommend", "invoice", "ledger", "wish", "gift"
    };

    static Stream<Arguments> nearlyUniqueNames() {
        return Stream.of(
                names("a port", 54, i -> "shop - 10.0.0.7:" + (40_000 + i)),
                names("a host", 54, i -> "shop@10.0." + i + ".7"),
                names("a process id", 54, i -> "worker[" + (7_000 + 13 * i) + "]"),
                names("a UUID", 54, i -> "job-" + UUID.nameUUIDFromBytes(new byte[] {(byte) i})),
                names("a hexadecimal number", 54, i -> String.format(Locale.ROOT, "conn_%08x", 0x9e3779b9 * (i + 1))),
                names("a time", 54, i -> "batch 2026-03-01T02:" + (10 + i % 50) + ":" + (100 + i)),
                names("only a number", 54, i -> "" + (100_000 + i)),
                names("a name and a number", 11, i -> "pod-" + i),
                names("words of no pattern", 21, i -> SERVICES[i]));
    }

    private static Arguments names(String part, int count, IntFunction<String> name) {
        return Arguments.of(part, count, name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nearlyUniqueNames")
    void nearly_unique_names_of_one_user_and_database_keep_their_survivors_together(
            String part, int count, IntFunction<String> name) {
        assertThat(survivors(sessions(count, 1, name))).containsExactlyInAnyOrder(1, 2);
        assertThat(survivors(sessions(count, 2, name))).containsExactlyInAnyOrder(1, 2);
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                names("pools of ten pods", 10, i -> "pod-" + i),
                names("twenty services", 20, i -> SERVICES[i]),
                names("four services with numbers", 8, i -> SERVICES[i % 4] + i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pools")
    void small_pools_keep_their_warm_connections(String what, int count, IntFunction<String> name) {
        assertThat(survivors(sessions(count, 2, name))).hasSize(2 * count);
    }

    @Test
    void pools_with_more_sessions_than_survivors_are_never_joined() {
        assertThat(survivors(sessions(50, 3, i -> "pod-" + i))).hasSize(2 * 50);
    }

    @Test
    void a_busy_pool_is_not_small_because_few_of_its_sessions_are_idle() {
        List<Session> sessions = new ArrayList<>(sessions(12, 2, i -> "pod-" + i));
        for (int i = 0; i < 12; i++) {
            sessions.add(session(1_000 + i)
                    .application("pod-" + i)
                    .activeFor(Duration.ZERO)
                    .build());
        }
        assertThat(survivors(sessions)).hasSize(2 * 12);
    }

    @Test
    void a_large_pool_keeps_its_survivors_beside_nearly_unique_names() {
        List<Session> sessions = new ArrayList<>(sessions(30, 1, i -> "shop:" + (40_000 + i)));
        for (int i = 0; i < 20; i++) {
            sessions.add(idle(500 + i, "web").build());
        }
        assertThat(survivors(sessions)).containsExactlyInAnyOrder(1, 2, 500, 501);
    }

    @Test
    void small_pools_keep_their_survivors_beside_nearly_unique_names() {
        List<Session> sessions = new ArrayList<>(sessions(40, 1, i -> "shop:" + (40_000 + i)));
        for (int i = 0; i < 20; i++) {
            sessions.add(idle(500 + i, SERVICES[i / 2]).build());
        }
        assertThat(survivors(sessions)).hasSize(2 + 20).contains(1, 2);
    }

    @Test
    void the_names_of_each_user_and_database_are_counted_apart() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sessions.add(idle(100 + i, "a" + i).user("one").build());
            sessions.add(idle(200 + i, "a" + i).user("two").build());
            sessions.add(idle(300 + i, "a" + i).user("two").database("other").build());
        }
        assertThat(survivors(sessions)).containsExactlyInAnyOrder(100, 101, 200, 201, 300, 301);
        // Six names of each of five users are pools.
        List<Session> ofFive = IntStream.range(0, 30)
                .mapToObj(i -> idle(100 + i, "a" + i).user("user" + i % 5).build())
                .toList();
        assertThat(survivors(ofFive)).hasSize(30);
    }

    @Test
    void protected_sessions_are_neither_counted_nor_kept() {
        List<Session> sessions = IntStream.range(0, 15)
                .mapToObj(i -> i < 6
                        ? idle(i, "a" + i).listening().build()
                        : idle(i, "a" + i).build())
                .toList();
        assertThat(survivors(sessions)).hasSize(9);
    }

    @Test
    void without_survivors_no_session_is_kept() {
        assertThat(survivors(sessions(54, 1, i -> "a" + i), policy("survivors-per-application=0")))
                .isEmpty();
    }

    @Test
    void the_reason_names_user_and_database_and_the_number_of_names() {
        List<Session> sessions = sessions(54, 1, i -> "shop - 10.0.0.7:" + (40_000 + i));
        G6Survivors guard = G6Survivors.of(sessions, new G5Protection(Policy.defaults()), Policy.defaults());
        Candidate candidate =
                new Candidate(sessions.get(0), CandidateKind.IDLE, Duration.ofMinutes(1), "idle for 1 min");
        assertThat(guard.check(candidate, new SelectionCount()).orElseThrow().reason())
                .isEqualTo("idle for 1 min; spared: user 'shop' in database 'orders' with 54 nearly unique application"
                        + " names keeps its 2 idle sessions (G6)");
    }

    /** Returns idle sessions with ascending pid and age, so that those with the lowest pids were used last. */
    private static List<Session> sessions(int names, int sessionsOfEach, IntFunction<String> name) {
        return IntStream.range(0, names * sessionsOfEach)
                .mapToObj(i -> idle(i + 1, name.apply(i / sessionsOfEach)).build())
                .toList();
    }

    private static SessionBuilder idle(int pid, String application) {
        return session(pid).application(application).idleFor(Duration.ofSeconds(60L + pid));
    }

    private static List<Integer> survivors(List<Session> sessions) {
        return survivors(sessions, Policy.defaults());
    }

    private static List<Integer> survivors(List<Session> sessions, Policy policy) {
        return G6Survivors.of(sessions, new G5Protection(policy), policy).survivors().keySet().stream()
                .map(Session::pid)
                .toList();
    }
}
