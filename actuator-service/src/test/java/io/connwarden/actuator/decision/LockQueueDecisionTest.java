package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.idle;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions about sessions that wait for a lock or for their client. */
class LockQueueDecisionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** An exchange without its end holds a lock; DDL waits for it, and readers wait behind the DDL. */
    private static final Session UNFINISHED =
            waitingForClient(1, SessionState.ACTIVE).blocking(1).build();

    private static final Session DDL =
            session(2).activeFor(MINUTE).requestingTableLockOf(1).blocking(2).build();
    private static final Session UNFINISHED_WITHOUT_QUEUE = waitingForClient(6, SessionState.ACTIVE)
            .xactStart(NOW.minus(HOUR.plus(MINUTE)))
            .build();
    private static final Session READER = waiter(3, 2);
    private static final Session OTHER_READER = waiter(4, 2);

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"ACTIVE", "FASTPATH"})
    void an_open_transaction_that_waits_for_its_client_is_terminated_whatever_its_state(SessionState state) {
        Session unfinished = waitingForClient(1, state).build();
        assertThat(signals(decide(unfinished))).containsExactly("TERMINATE 1");
        Decision r4 = decide(SituationBuilder.healthy().with(unfinished), generous());
        assertThat(r4.ruleId()).isEqualTo(RuleId.R4);
        assertThat(((Decision.Act) r4).victims())
                .singleElement()
                .extracting(Victim::reason)
                .isEqualTo(state.postgresName() + ", waits for its client (ClientRead), last message 1 h ago,"
                        + " transaction open for 1 h, threshold 5 min (R4)");
    }

    @Test
    void a_session_that_sent_a_message_within_the_idle_time_is_not_stuck_and_not_cancelled() {
        Session working = waitingForClient(1, SessionState.ACTIVE)
                .stateChange(NOW.minusSeconds(59))
                .build();
        assertThat(decide(working)).isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void the_stuck_head_of_a_queue_is_terminated_and_no_query_behind_it_is_cancelled() {
        Decision decision = decide(READER, DDL, OTHER_READER, UNFINISHED);
        assertThat(signals(decision)).containsExactly("TERMINATE 1");
        assertThat(((Decision.Act) decision).victims().get(0).reason())
                .contains(", blocks 1 session, 2 more behind it, transaction open");
        assertThat(sparedReason(decision, 2))
                .isEqualTo("query running for 1 min, blocks 2 sessions, threshold 30 s (R1); spared: waits for a lock"
                        + " behind pid 1, a stuck transaction that is terminated first");
        assertThat(sparedReason(decision, 3))
                .isEqualTo("query running for 1 min, threshold 30 s (R1); spared: waits for a lock behind pid 2"
                        + " (requests a table lock), pid 1 (active); a cancel would free nothing");
    }

    @Test
    void a_waiting_table_lock_behind_a_long_reader_is_cancelled_before_the_reader_and_the_queue() {
        Session reader = session(1).activeFor(HOUR).blocking(1).build();
        Decision decision = decide(reader, DDL, READER, OTHER_READER);
        assertThat(signals(decision)).containsExactly("CANCEL 2");
        assertThat(sparedReason(decision, 1))
                .endsWith("spared: pid 2, which requests a table lock, is the head of the queue behind it and comes"
                        + " first");
    }

    @Test
    void a_waiting_table_lock_behind_a_protected_or_young_transaction_is_cancelled() {
        Session superuser =
                session(1).superuser().stuckFor(HOUR, HOUR).blocking(1).build();
        assertThat(signals(decide(superuser, DDL, READER))).containsExactly("CANCEL 2");
        Session young = stuck(1, MINUTE);
        assertThat(signals(decide(young, DDL, READER))).containsExactly("CANCEL 2");
    }

    @Test
    void a_waiting_table_lock_behind_a_transaction_that_does_not_react_is_cancelled() {
        UnreclaimedSession failed = new UnreclaimedSession(
                idOf(UNFINISHED), SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, 1, NOW.minusSeconds(30));
        assertThat(signals(decide(
                        critical().with(READER, DDL, OTHER_READER, UNFINISHED).unreclaimed(failed), generous())))
                .containsExactly("CANCEL 2");
    }

    @Test
    void a_waiting_table_lock_is_cancelled_if_stuck_transactions_are_not_terminated() {
        Policy policy = policyOver(generous(), "emergency.max-stuck-transactions=0");
        assertThat(signals(decide(critical().with(UNFINISHED, DDL, READER), policy)))
                .containsExactly("CANCEL 2");
    }

    @Test
    void a_waiting_table_lock_without_a_queue_is_a_mere_waiter() {
        assertThat(decide(stuck(1, MINUTE), DDL)).isInstanceOf(Decision.NoAction.class);
    }

    @Test
    void a_long_query_that_blocks_others_is_cancelled_and_its_waiters_are_not() {
        Session update = session(1).activeFor(MINUTE).blocking(1).build();
        // The first waiter holds the lock of the row version, for which the second one waits.
        Decision decision = decide(waiter(2, 1), waiter(3, 2), update);
        assertThat(signals(decision)).containsExactly("CANCEL 1");
    }

    @Test
    void no_waiter_is_cancelled_behind_a_prepared_transaction() {
        Decision decision = decide(waiter(1, 0), waiter(2, 1), waiter(3, 1, 2));
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(decision.spared()).hasSize(3).allSatisfy(spared -> {
            assertThat(spared.ruleId()).isEqualTo(RuleId.R1);
            assertThat(spared.reason())
                    .contains("behind a prepared transaction (pid 0; COMMIT PREPARED or ROLLBACK PREPARED ends it)");
        });
    }

    @Test
    void a_waiter_names_a_protected_head_and_a_head_without_a_session() {
        Session superuser = session(1).superuser().activeFor(MINUTE).blocking(1).build();
        Decision decision = decide(superuser, waiter(2, 1), waiter(3, 9));
        assertThat(signals(decision)).isEmpty();
        assertThat(sparedReason(decision, 2)).contains("behind pid 1 (active, protected: superuser);");
        assertThat(sparedReason(decision, 3)).contains("behind pid 9 (not a client session);");
    }

    @Test
    void a_waiter_whose_blockers_are_not_in_the_sample_is_not_cancelled() {
        assertThat(sparedReason(decide(waiter(1)), 1))
                .endsWith("spared: waits for a lock behind an unknown session; a cancel would free nothing");
    }

    @Test
    void a_reason_names_three_heads_and_counts_the_others() {
        assertThat(sparedReason(decide(waiter(1, 6, 7, 8, 9)), 1))
                .contains("pid 6 (not a client session), pid 7 (not a client session), pid 8 (not a client session)"
                        + " and 1 more;");
    }

    @Test
    void heads_of_queues_come_before_idle_sessions_and_the_longer_queue_comes_first() {
        Session shortQueue = session(1).activeFor(HOUR).blocking(1).build();
        Session longQueue = session(2).activeFor(MINUTE).blocking(2).build();
        Decision decision =
                decide(idle(9, HOUR), shortQueue, longQueue, UNFINISHED_WITHOUT_QUEUE, active(7, HOUR), stuck(8, HOUR));
        assertThat(signals(decision))
                .containsExactly("CANCEL 2", "CANCEL 1", "TERMINATE 9", "TERMINATE 6", "TERMINATE 8", "CANCEL 7");
    }

    @Test
    void maintenance_commands_and_copy_are_spared_unless_configured() {
        Session index = session(1).activeFor(HOUR).maintenance().build();
        Session copyFromClient =
                waitingForClient(2, SessionState.ACTIVE).maintenance().build();
        Decision decision = decide(index, copyFromClient);
        assertThat(decision).isInstanceOf(Decision.NoAction.class);
        assertThat(sparedReason(decision, 1))
                .isEqualTo("query running for 1 h, threshold 30 s (R1); spared: a maintenance command or COPY is"
                        + " running (pg_stat_progress_*); policy.reclaim-maintenance: true allows to end it");
        assertThat(sparedReason(decision, 2))
                .as("a COPY is not stuck")
                .startsWith("query running for 1 h, threshold 30 s (R1); spared: a maintenance command or COPY");
        Policy configured = policyOver(generous(), "reclaim-maintenance=true");
        assertThat(signals(decide(critical().with(index, copyFromClient), configured)))
                .containsExactly("CANCEL 1", "CANCEL 2");
    }

    @Test
    void a_query_that_went_on_after_a_cancel_is_terminated_and_a_newer_query_is_cancelled() {
        Session query = active(1, MINUTE);
        Session before = session(2).activeFor(HOUR).build();
        Session after = active(2, MINUTE);
        Decision decision = decide(
                critical().with(query, after).cancelledWithoutEffect(query).cancelledWithoutEffect(before), generous());
        assertThat(signals(decision)).containsExactly("TERMINATE 1", "CANCEL 2");
        assertThat(((Decision.Act) decision).victims().get(0)).satisfies(victim -> {
            assertThat(victim.stateMustMatch()).isTrue();
            assertThat(victim.reason())
                    .isEqualTo("query running for 1 min, a cancel had no effect, threshold 30 s (R1)");
        });
    }

    @Test
    void the_limit_of_cancels_holds_for_queries_that_are_terminated_instead() {
        List<Session> queries = List.of(active(1, HOUR), active(2, HOUR), active(3, HOUR));
        SituationBuilder situation = critical().with(queries);
        queries.forEach(situation::cancelledWithoutEffect);
        assertThat(signals(decide(situation, policyOver(generous(), "emergency.max-cancels=2"))))
                .containsExactly("TERMINATE 1", "TERMINATE 2");
    }

    @Test
    void cancels_end_with_their_hourly_budget_and_terminations_go_on() {
        Decision decision = decide(
                critical().with(active(1, HOUR), active(2, HOUR), idle(3, HOUR)).cancelsLastHour(6),
                policyOver(generous(), "budget.cancels-per-hour=7"));
        assertThat(signals(decision)).containsExactly("TERMINATE 3", "CANCEL 1");
        assertThat(sparedReason(decision, 2)).endsWith("hourly budget exhausted: 7 of 7 cancellations (G4)");
    }

    @Test
    void the_default_budget_of_cancels_is_100_per_hour() {
        Decision decision = decide(critical().with(active(1, HOUR)).cancelsLastHour(100), policy());
        assertThat(decision.ruleId()).isEqualTo(RuleId.G4);
    }

    private static SessionBuilder waitingForClient(int pid, SessionState state) {
        return session(pid)
                .stuckFor(HOUR, HOUR)
                .state(state)
                .queryStart(NOW.minus(HOUR))
                .waitingForClient();
    }

    private static Session waiter(int pid, Integer... blockers) {
        return session(pid).activeFor(MINUTE).waitingForLockOf(blockers).build();
    }

    private static Decision decide(Session... sessions) {
        return decide(critical().with(sessions), generous());
    }

    private static Decision decide(SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.HealthEventTrigger(NOW), situation.build(), policy);
    }

    private static List<String> signals(Decision decision) {
        List<String> signals = new ArrayList<>();
        if (decision instanceof Decision.Act act) {
            act.victims()
                    .forEach(victim -> signals.add((victim.signal() == SignalKind.CANCEL ? "CANCEL " : "TERMINATE ")
                            + victim.session().pid()));
        }
        return signals;
    }

    private static String sparedReason(Decision decision, int pid) {
        return decision.spared().stream()
                .filter(spared -> spared.session().pid() == pid)
                .map(SparedSession::reason)
                .findFirst()
                .orElseThrow();
    }
}
