package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Properties of R1 over random lock graphs, checked against definitions that do not use the code of the decision. */
@Tag(Seeds.TAG)
class LockQueuePropertiesTest {
    /** Add the seed of a failure here. */
    private static final long[] CORPUS = LongStream.rangeClosed(1, 600).toArray();

    /** A random graph. A session waits for sessions with a smaller pid only, so that there is no deadlock. */
    private record LockCase(Situation situation, Policy policy, Decision decision) {
        static LockCase of(long seed) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            List<Session> sessions = new ArrayList<>();
            int count = 1 + random.nextInt(25);
            for (int pid = 1; pid <= count; pid++) {
                sessions.add(session(pid, random));
            }
            Policy policy = policy(random);
            SituationBuilder situation = SituationBuilder.critical().with(withBlocking(sessions));
            situation.build().sessions().stream()
                    .filter(session -> random.nextInt(6) == 0)
                    .forEach(situation::cancelledWithoutEffect);
            Situation built = situation.build();
            return new LockCase(
                    built, policy, Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), built, policy));
        }

        private static Policy policy(Random random) {
            return Policy.builder()
                    .mode(Mode.ACT)
                    .emergency(Emergency.builder()
                            .maxCancels(random.nextInt(12))
                            .maxStuckTransactions(random.nextInt(6))
                            .build())
                    .budget(random.nextBoolean() ? new Budget(100, 1000, 1000, 200) : new Budget(40, 200, 3, 200))
                    .reclaimMaintenance(random.nextInt(4) == 0)
                    .build();
        }

        private static Session session(int pid, Random random) {
            SessionBuilder builder = SessionBuilder.session(pid);
            Duration age = Duration.ofSeconds(random.nextInt(900));
            switch (random.nextInt(6)) {
                case 0 -> builder.idleFor(age);
                case 1 -> builder.stuckFor(age, age);
                case 2 ->
                    builder.stuckFor(age, age)
                            .state(SessionState.ACTIVE)
                            .queryStart(NOW.minus(age))
                            .waitingForClient();
                case 3 -> builder.activeFor(age);
                case 4 -> builder.activeFor(age).waitingForLockOf(blockers(pid, random));
                default -> builder.activeFor(age).requestingTableLockOf(blockers(pid, random));
            }
            if (random.nextInt(8) == 0) {
                builder.superuser();
            }
            return random.nextInt(8) == 0 ? builder.maintenance().build() : builder.build();
        }

        private static Integer[] blockers(int pid, Random random) {
            Set<Integer> blockers = new HashSet<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                // 0 is a prepared transaction, and a negative pid stands for a process without a client session.
                blockers.add(random.nextInt(10) == 0 ? -pid : random.nextInt(pid));
            }
            return random.nextInt(10) == 0 ? new Integer[0] : blockers.toArray(Integer[]::new);
        }

        private static List<Session> withBlocking(List<Session> sessions) {
            return sessions.stream()
                    .map(session -> withBlocking(session, (int) sessions.stream()
                            .filter(other -> other.work().blockedBy().contains(session.pid()))
                            .count()))
                    .toList();
        }

        private static Session withBlocking(Session session, int blocking) {
            Session.Activity activity = session.activity();
            return new Session(
                    session.pid(),
                    session.backendStart(),
                    session.client(),
                    new Session.Activity(
                            activity.state(),
                            activity.stateChange(),
                            activity.xactStart(),
                            activity.queryStart(),
                            activity.queryId(),
                            blocking),
                    session.traits(),
                    session.work());
        }

        List<Victim> victims() {
            return decision instanceof Decision.Act act ? act.victims() : List.of();
        }

        Set<Session> waitersOf(Session session) {
            return situation.sessions().stream()
                    .filter(other -> other.work().blockedBy().contains(session.pid()))
                    .collect(Collectors.toSet());
        }

        boolean isMereWaiter(Session session) {
            boolean head = session.work().waitsForTableLock()
                    && waitersOf(session).stream()
                            .anyMatch(waiter ->
                                    requests().containsAll(waiter.work().blockedBy()));
            return session.work().waitsForLock() && !head;
        }

        private Set<Integer> requests() {
            return situation.sessions().stream()
                    .filter(session -> session.work().waitsForTableLock())
                    .map(Session::pid)
                    .collect(Collectors.toSet());
        }

        /** Follows the blockers, one step after the other. */
        boolean isBehind(Session session, int pid) {
            Set<Integer> ahead = new HashSet<>(session.work().blockedBy());
            for (int step = 0; step < situation.sessions().size(); step++) {
                for (Session other : situation.sessions()) {
                    if (ahead.contains(other.pid())) {
                        ahead.addAll(other.work().blockedBy());
                    }
                }
            }
            return ahead.contains(pid);
        }
    }

    @Test
    void no_mere_waiter_is_ever_selected() {
        forEveryCase(tested -> assertThat(tested.victims()).noneMatch(victim -> tested.isMereWaiter(victim.session())));
    }

    @Test
    void no_session_that_waits_for_its_client_is_cancelled_unless_it_runs_a_copy() {
        forEveryCase(tested -> assertThat(tested.victims())
                .filteredOn(victim -> victim.signal() == SignalKind.CANCEL)
                .noneMatch(victim ->
                        victim.session().ignoresCancel() || victim.session().state() != SessionState.ACTIVE));
    }

    @Test
    void blockers_come_before_all_other_victims() {
        forEveryCase(tested -> assertThat(tested.victims().stream()
                        .map(victim -> victim.session().state() == SessionState.IDLE
                                || tested.waitersOf(victim.session()).isEmpty())
                        .toList())
                .isSorted());
    }

    @Test
    void no_query_is_signalled_behind_a_transaction_that_is_terminated() {
        forEveryCase(tested -> {
            List<Session> terminated = tested.victims().stream()
                    .map(Victim::session)
                    .filter(session -> session.state().isIdleInTransaction()
                            || session.work().waitsForClient())
                    .toList();
            assertThat(tested.victims())
                    .noneMatch(victim ->
                            terminated.stream().anyMatch(session -> tested.isBehind(victim.session(), session.pid())));
        });
    }

    @Test
    void a_running_query_and_the_table_lock_that_waits_for_it_are_never_signalled_together() {
        forEveryCase(tested -> {
            List<Session> victims =
                    tested.victims().stream().map(Victim::session).toList();
            assertThat(victims)
                    .filteredOn(session -> session.work().waitsForTableLock())
                    .noneMatch(head -> victims.stream()
                            .anyMatch(other -> other.state() == SessionState.ACTIVE
                                    && !other.work().waitsForLock()
                                    && !other.work().waitsForClient()
                                    && tested.isBehind(head, other.pid())));
        });
    }

    @Test
    void a_maintenance_command_is_selected_only_if_configured() {
        forEveryCase(tested -> {
            if (!tested.policy().reclaimMaintenance()) {
                assertThat(tested.victims())
                        .filteredOn(victim -> victim.session().state() != SessionState.IDLE)
                        .noneMatch(victim -> victim.session().work().maintenance());
            }
        });
    }

    @Test
    void a_query_that_ignored_a_cancel_is_never_cancelled_again() {
        forEveryCase(tested -> assertThat(tested.victims())
                .filteredOn(victim -> victim.signal() == SignalKind.CANCEL)
                .noneMatch(victim -> tested.situation().recentActions().hasIneffectiveCancel(victim.session())));
    }

    @Test
    void the_corpus_reaches_every_kind_of_head() {
        List<LockCase> cases = LongStream.of(CORPUS).mapToObj(LockCase::of).toList();
        List<Victim> victims =
                cases.stream().flatMap(tested -> tested.victims().stream()).toList();
        assertThat(victims).anyMatch(victim -> victim.session().work().waitsForTableLock());
        assertThat(victims)
                .anyMatch(victim -> victim.session().work().waitsForClient()
                        && victim.session().activity().blocking() > 0);
        assertThat(victims)
                .anyMatch(victim -> victim.signal() == SignalKind.CANCEL
                        && !victim.session().work().waitsForLock()
                        && victim.session().activity().blocking() > 0);
        assertThat(victims)
                .anyMatch(victim -> victim.signal() == SignalKind.TERMINATE
                        && victim.reason().contains("a cancel had no effect"));
    }

    private static void forEveryCase(Consumer<LockCase> property) {
        Seeds.corpus(CORPUS).forEach(seed -> {
            try {
                property.accept(LockCase.of(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("Failed with seed " + seed, failure);
            }
        });
    }
}
