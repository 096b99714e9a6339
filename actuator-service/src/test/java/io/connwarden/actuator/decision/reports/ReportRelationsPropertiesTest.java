package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static io.connwarden.actuator.decision.reports.ReportedTriggers.HEALTH_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.SignalKind;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Two decisions on the same generated server with one difference, which must or must not change the outcome. */
class ReportRelationsPropertiesTest {
    private static final int CASES_PER_SEED = 40;
    /** A share of all sessions would change with every session that is added. */
    private static final Policy WITHOUT_SHARE = policy("budget.sessions-percentage=100");

    private static final Policy WITHOUT_LIMITS = policy(
            "budget.sessions-percentage=100",
            "emergency.max-idle-terminations=1000",
            "emergency.max-cancels=1000",
            "emergency.max-stuck-transactions=1000",
            "stuck-transactions.max-terminations=1000");

    @SeededTest(count = 15)
    void the_state_column_of_a_transaction_that_waits_for_its_client_has_no_influence(long seed) {
        servers(seed, server -> {
            List<Session> sessions = server.sessions();
            List<Session> mapped = map(
                    sessions,
                    each -> each.state().isIdleInTransaction() && server.troubleOf(each) == Trouble.OPEN_TRANSACTION,
                    each -> withActivity(each, SessionState.ACTIVE, true));
            assertThat(victims(server, mapped, WITHOUT_SHARE)).isEqualTo(victims(server, sessions, WITHOUT_SHARE));
        });
    }

    @SeededTest(count = 15)
    void the_order_of_the_sessions_has_no_influence(long seed) {
        servers(seed, server -> {
            List<Session> shuffled = new ArrayList<>(server.sessions());
            Collections.shuffle(shuffled, server.random);
            assertThat(victims(server, shuffled, WITHOUT_SHARE))
                    .isEqualTo(victims(server, server.sessions(), WITHOUT_SHARE));
        });
    }

    @SeededTest(count = 15)
    void a_name_for_every_session_never_makes_a_full_server_untouchable(long seed) {
        servers(seed, server -> {
            List<Session> renamed = map(
                    server.sessions(),
                    each -> server.troubleOf(each) == Trouble.IDLE,
                    each -> withName(each, "10.1.2." + each.pid() + ":4" + each.pid() + " pid " + each.pid() * 31));
            boolean isFull = server.slots > 90 && server.terminationsLastHour < 200;
            if (isFull && renamed.stream().anyMatch(each -> isOldIdle(server, each))) {
                assertThat(victims(server, renamed, WITHOUT_SHARE)).isNotEmpty();
            }
        });
    }

    @SeededTest(count = 15)
    void sessions_without_a_reaction_take_no_place_of_others(long seed) {
        servers(seed, server -> {
            List<Session> others = server.sessions().stream()
                    .filter(each -> server.troubleOf(each) != Trouble.WITHOUT_REACTION)
                    .toList();
            assertThat(victims(server, server.sessions(), WITHOUT_SHARE))
                    .isEqualTo(victims(server, others, WITHOUT_SHARE));
        });
    }

    @SeededTest(count = 15)
    void sessions_out_of_reach_take_no_place_of_others(long seed) {
        servers(seed, server -> {
            List<Session> more = new ArrayList<>(server.sessions());
            IntStream.range(0, 12)
                    .mapToObj(i -> session(5_000 + i)
                            .application("postgres")
                            .superuser()
                            .idleFor(Duration.ofDays(1))
                            .build())
                    .forEach(more::add);
            assertThat(victims(server, more, WITHOUT_SHARE))
                    .isEqualTo(victims(server, server.sessions(), WITHOUT_SHARE));
        });
    }

    @SeededTest(count = 15)
    void more_waiters_behind_a_waiter_change_the_fate_of_no_session(long seed) {
        servers(seed, server -> {
            List<Session> more = new ArrayList<>(server.sessions());
            server.sessions().stream()
                    .filter(each -> server.troubleOf(each) == Trouble.WAITER
                            || server.troubleOf(each) == Trouble.BEHIND_PREPARED)
                    .forEach(each -> more.add(session(6_000 + each.pid())
                            .application("late")
                            .activeFor(Duration.ofMinutes(3))
                            .waitingForLockOf(each.pid())
                            .build()));
            assertThat(sorted(victims(server, more, WITHOUT_LIMITS)))
                    .isEqualTo(sorted(victims(server, server.sessions(), WITHOUT_LIMITS)));
        });
    }

    @SeededTest(count = 15)
    void without_pressure_old_idle_sessions_of_others_change_nothing(long seed) {
        servers(seed, server -> {
            List<Session> more = new ArrayList<>(server.sessions());
            IntStream.range(0, 9)
                    .mapToObj(i -> session(7_000 + i)
                            .application("other")
                            .user("stranger")
                            .idleFor(Duration.ofHours(3))
                            .build())
                    .forEach(more::add);
            if (server.slots < 80) {
                assertThat(victims(server, more, WITHOUT_SHARE))
                        .isEqualTo(victims(server, server.sessions(), WITHOUT_SHARE));
            }
        });
    }

    @SeededTest(count = 15)
    void a_mode_decides_about_the_signals_and_not_about_the_sessions(long seed) {
        servers(seed, server -> {
            List<Session> sessions = server.sessions();
            List<Integer> acted = victims(server, sessions, WITHOUT_SHARE);
            Judged watched = judge(server, sessions, policyOver(WITHOUT_SHARE, "mode=watch"));
            Judged asked = judge(server, sessions, policyOver(WITHOUT_SHARE, "mode=ask"));
            Judged off = judge(server, sessions, policyOver(WITHOUT_SHARE, "mode=off"));
            assertThat(pids(watched)).isEqualTo(acted);
            assertThat(watched.decision())
                    .satisfiesAnyOf(
                            decision -> assertThat(decision).isNotInstanceOf(Decision.Act.class),
                            decision -> assertThat(((Decision.Act) decision).dryRun())
                                    .isTrue());
            assertThat(pids(asked)).isEqualTo(acted);
            assertThat(asked.decision()).isNotInstanceOf(Decision.Act.class);
            assertThat(off.victims()).isEmpty();
        });
    }

    private static boolean isOldIdle(ReportedServer server, Session session) {
        return server.troubleOf(session) == Trouble.IDLE
                && !session.activity().stateChange().isAfter(NOW.minus(Duration.ofMinutes(5)));
    }

    private static void servers(long seed, Consumer<ReportedServer> check) {
        LongStream.range(0, CASES_PER_SEED).map(i -> seed * CASES_PER_SEED + i).forEach(each -> {
            try {
                check.accept(ReportedServer.of(each));
            } catch (AssertionError error) {
                throw new AssertionError("case " + each + "L: " + error.getMessage(), error);
            }
        });
    }

    private static Judged judge(ReportedServer server, List<Session> sessions, Policy policy) {
        return Judged.of(HEALTH_EVENT, server.situation(sessions), policy);
    }

    private static List<Integer> victims(ReportedServer server, List<Session> sessions, Policy policy) {
        return pids(judge(server, sessions, policy));
    }

    private static List<Integer> pids(Judged judged) {
        return judged.victims().stream()
                .map(each -> each.session().pid() * (each.signal() == SignalKind.CANCEL ? -1 : 1))
                .toList();
    }

    private static List<Integer> sorted(List<Integer> pids) {
        return pids.stream().sorted().toList();
    }

    private static List<Session> map(
            List<Session> sessions, Predicate<Session> condition, UnaryOperator<Session> change) {
        return sessions.stream()
                .map(each -> condition.test(each) ? change.apply(each) : each)
                .toList();
    }

    private static Session withName(Session session, String name) {
        Session.Client client = session.client();
        return new Session(
                session.pid(),
                session.backendStart(),
                new Session.Client(client.user(), name, client.database(), client.address()),
                session.activity(),
                session.traits(),
                session.work());
    }

    private static Session withActivity(Session session, SessionState state, boolean waitsForClient) {
        Session.Activity activity = session.activity();
        return new Session(
                session.pid(),
                session.backendStart(),
                session.client(),
                new Session.Activity(
                        state,
                        activity.stateChange(),
                        activity.xactStart(),
                        activity.stateChange(),
                        activity.queryId(),
                        activity.blocking()),
                session.traits(),
                new Session.Work(waitsForClient, false, false, List.of(), false));
    }
}
