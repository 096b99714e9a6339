package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.ActionHistory.CancelledQuery;
import io.connwarden.sql.store.Commands.NewCommand;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import io.connwarden.sql.store.Signals.SignalRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntentsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final String ODD = "app\n\"quoted\" 'x' \\ {a,b} " + "\u00fc".repeat(31);
    private static final IntentSession PLAIN = new IntentSession(
            1,
            new SessionId(11, NOW),
            SignalKind.TERMINATE,
            "idle",
            NOW,
            new SessionAttributes("u", ODD, "d", "10.0.0.1", "idle", 12.5, -9L),
            "idle for 12 s");
    private static final IntentSession UNKNOWN = new IntentSession(
            2,
            new SessionId(12, NOW),
            SignalKind.CANCEL,
            null,
            null,
            new SessionAttributes(null, null, null, null, null, null, null),
            "named");

    private static final Requester REQUESTED = new Requester(false, "dba", "test", null);

    /** The lease is not evaluated. */
    private static final long ANY_COMMAND = 0;

    private final Intents intents = new Intents(STORE.dataSource);
    private final Signals signals = new Signals(STORE.dataSource, "this");
    private final ActionHistory recent = new ActionHistory(STORE.dataSource);
    private final TargetLock targetLock = new TargetLock(STORE.dataSource);

    @Test
    void an_intent_is_read_as_written_with_any_session_name() {
        long seq = STORE.accept("roundtrip", "t1");
        write(seq, 1, "t1", "R1", false);
        assertThat(intents.ofCommand(seq)).singleElement().satisfies(intent -> {
            assertThat(intent.decision().rule()).isEqualTo("R1");
            assertThat(intent.finishedAt()).isNull();
            assertThat(intent.baseline().sessionsAtStart()).isEqualTo(40);
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::session)
                    .containsExactly(PLAIN, UNKNOWN);
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::signalAnswer)
                    .containsOnlyNulls();
        });
    }

    @Test
    void signals_and_outcomes_recorded_first_are_not_overwritten() {
        long seq = STORE.accept("noted", "t2");
        long id = write(seq, 1, "t2", "R1", false);
        signals.record(id, List.of(new SignalRecord(1, "SIGNALLED", false)), ANY_COMMAND);
        signals.record(
                id, List.of(new SignalRecord(1, "GONE", true), new SignalRecord(2, "DENIED", true)), ANY_COMMAND);
        List<SessionOutcomeRow> outcomes = List.of(
                new SessionOutcomeRow(1, "TERMINATED", "ended", true),
                new SessionOutcomeRow(2, "DENIED", "no right", false));
        STORE.transaction.executeWithoutResult(status -> intents.recordOutcomes(id, outcomes, NOW));
        assertThat(intents.ofCommand(seq)).singleElement().satisfies(intent -> {
            assertThat(intent.finishedAt()).isEqualTo(NOW);
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::signalAnswer)
                    .containsExactly("SIGNALLED", "DENIED");
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::signalInDoubt)
                    .containsExactly(false, true);
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::outcome)
                    .containsExactly("TERMINATED", "DENIED");
        });
    }

    @Test
    void cooldowns_and_budget_count_per_target_and_separate_dry_runs() {
        long seq = STORE.accept("recent", "t3");
        long id = write(seq, 1, "t3", "R2", false);
        write(STORE.accept("dry", "t3"), 1, "t3", "R3", true);
        assertThat(recent.lastActionByRule("t3", false, NOW.minusSeconds(60))).isEqualTo(Map.of("R2", NOW));
        assertThat(recent.lastActionByRule("t3", true, NOW.minusSeconds(60))).isEqualTo(Map.of("R3", NOW));
        assertThat(recent.lastActionByRule("t3", false, NOW)).isEmpty();
        assertThat(recent.countTerminationsSince("t3", NOW.minusSeconds(60)))
                .as("terminations without an outcome")
                .isEqualTo(1);
        intents.recordOutcomes(id, List.of(new SessionOutcomeRow(1, "CHANGED", "active now", false)), NOW);
        assertThat(recent.countTerminationsSince("t3", NOW.minusSeconds(60))).isZero();
    }

    @Test
    void answers_are_recorded_with_and_without_the_lease() {
        long seq = STORE.accept("leased", "leased");
        assertThat(STORE.leases("this").claim("leased", NOW)).isPresent();
        long id = write(seq, 1, "leased", "R1", false);
        assertThat(signals.record(id, List.of(new SignalRecord(1, "SIGNALLED", false)), seq))
                .isTrue();
        assertThat(new Signals(STORE.dataSource, "former")
                        .record(id, List.of(new SignalRecord(2, "DENIED", true)), seq))
                .isFalse();
        assertThat(intents.ofCommand(seq))
                .singleElement()
                .satisfies(intent -> assertThat(intent.sessions())
                        .extracting(IntentSessionState::signalAnswer)
                        .containsExactly("SIGNALLED", "DENIED"));
    }

    @Test
    void the_lease_is_not_confirmed_by_a_log_store_that_refuses_writes() {
        long seq = STORE.accept("read only", "read-only");
        assertThat(STORE.leases("this").claim("read-only", NOW)).isPresent();
        long id = write(seq, 1, "read-only", "R1", false);
        Signals readOnly = new Signals(STORE.readOnly(), "this");
        assertThatThrownBy(() -> readOnly.record(id, List.of(), seq)).hasMessageContaining("read-only transaction");
    }

    @Test
    void the_budget_counts_every_signal_that_was_sent_or_may_have_been_sent() {
        long id = write(STORE.accept("doubt", "t5"), 1, "t5", "R1", false);
        assertThat(recent.countTerminationsSince("t5", NOW.minusSeconds(60)))
                .as("without an answer and an outcome")
                .isEqualTo(1);
        signals.record(id, List.of(new SignalRecord(1, "SIGNALLED", false)), ANY_COMMAND);
        intents.recordOutcomes(
                id, List.of(new SessionOutcomeRow(1, "FAILED", "signalled; its end was not verified", true)), now());
        assertThat(recent.countTerminationsSince("t5", Instant.EPOCH))
                .as("signalled, and the end was not observed")
                .isEqualTo(1);

        long spared = write(STORE.accept("spared", "t6"), 1, "t6", "R1", false);
        signals.record(spared, List.of(new SignalRecord(1, "CHANGED", false)), ANY_COMMAND);
        assertThat(recent.countTerminationsSince("t6", Instant.EPOCH))
                .as("the answer shows that no signal was sent")
                .isZero();
        long gone = write(STORE.accept("gone", "t7"), 1, "t7", "R1", false);
        intents.recordOutcomes(gone, List.of(new SessionOutcomeRow(1, "ALREADY_GONE", "in doubt", true)), now());
        assertThat(recent.countTerminationsSince("t7", Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void the_budget_counts_a_signal_at_its_own_time() {
        long id = write(STORE.accept("late", "t8"), 1, "t8", "R1", false);
        signals.record(id, List.of(new SignalRecord(1, "SIGNALLED", false)), ANY_COMMAND);
        Instant after = now();
        intents.recordOutcomes(id, List.of(new SessionOutcomeRow(1, "TERMINATED", "ended", true)), now());
        assertThat(recent.countTerminationsSince("t8", after.minusSeconds(3600)))
                .isEqualTo(1);
        assertThat(recent.countTerminationsSince("t8", after))
                .as("the intent is younger, by a clock that is ahead, than its signal")
                .isZero();
    }

    @Test
    void cancels_count_apart_from_terminations() {
        long id = write(STORE.accept("cancels", "t9"), 1, "t9", "R1", false);
        write(STORE.accept("dry cancels", "t9"), 1, "t9", "R1", true);
        assertThat(recent.countCancelsSince("t9", Instant.EPOCH))
                .as("without an answer and an outcome")
                .isEqualTo(1);
        signals.record(id, List.of(new SignalRecord(2, "CHANGED", false)), ANY_COMMAND);
        assertThat(recent.countCancelsSince("t9", Instant.EPOCH)).isZero();
        assertThat(recent.countTerminationsSince("t9", Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void a_cancel_without_effect_is_found_with_the_state_change_of_its_query() {
        IntentSession query = new IntentSession(
                1, new SessionId(21, NOW), SignalKind.CANCEL, "active", NOW.plusMillis(1), PLAIN.attributes(), "long");
        IntentSession ended = new IntentSession(
                2, new SessionId(22, NOW), SignalKind.CANCEL, "active", NOW.plusMillis(2), PLAIN.attributes(), "long");
        IntentSession stopped = new IntentSession(
                3, new SessionId(23, NOW), SignalKind.TERMINATE, "idle", NOW, PLAIN.attributes(), "idle");
        long id = write(STORE.accept("ineffective", "t10"), "t10", List.of(query, ended, stopped));
        Instant before = now();
        intents.recordOutcomes(
                id,
                List.of(
                        new SessionOutcomeRow(1, "UNRESPONSIVE", "still running", true),
                        new SessionOutcomeRow(2, "CANCELLED", "its query ended", true),
                        new SessionOutcomeRow(3, "UNRESPONSIVE", "still exists", true)),
                now());
        assertThat(recent.ineffectiveCancelsSince("t10", before))
                .containsExactly(new CancelledQuery(query.id(), NOW.plusMillis(1)));
        assertThat(recent.ineffectiveCancelsSince("t9", before)).isEmpty();
        assertThat(recent.ineffectiveCancelsSince("t10", now())).isEmpty();
    }

    @Test
    void a_requested_dry_run_starts_no_cooldown_and_one_of_a_mode_does() {
        writeDryRun("cooldown-dry-auto", "t12", REQUESTED, true);
        assertThat(recent.lastActionByRule("t12", true, NOW.minusSeconds(60))).isEmpty();
        writeDryRun("cooldown-auto", "t12", REQUESTED, false);
        assertThat(recent.lastActionByRule("t12", true, NOW.minusSeconds(60))).isEqualTo(Map.of("R1", NOW));
    }

    @Test
    void equal_dry_runs_are_those_of_automatic_actions_and_of_AUTO_because_of_a_mode() {
        writeDryRun("repeated-automatic", "t11", new Requester(true, "connwarden", "health", null), false);
        assertThat(recent.countDryRunsOf("t11", "R1", List.of(PLAIN), NOW.minusSeconds(60)))
                .isEqualTo(1);
        writeDryRun("repeated-auto", "t11", REQUESTED, false);
        assertThat(recent.countDryRunsOf("t11", "R1", List.of(PLAIN), NOW.minusSeconds(60)))
                .as("with AUTO")
                .isEqualTo(2);
        writeDryRun("repeated-dry-auto", "t11", REQUESTED, true);
        assertThat(recent.countDryRunsOf("t11", "R1", List.of(PLAIN), NOW.minusSeconds(60)))
                .as("with a requested dry run")
                .isEqualTo(2);
    }

    private void writeDryRun(String id, String target, Requester requester, boolean requestedDryRun) {
        long seq = new Commands(STORE.dataSource)
                .accept(new NewCommand(
                        new EventId("urn:test", id),
                        target,
                        "AUTO",
                        requestedDryRun,
                        requester,
                        "{}",
                        StoreDatabase.EXPIRES))
                .orElseThrow();
        write(seq, 1, target, "R1", true);
    }

    private static Instant now() {
        return new StoreClock(STORE.dataSource).now();
    }

    @Test
    void the_view_reclaimed_sessions_shows_session_time_rule_order_and_outcome() {
        long seq = STORE.accept("told", "t4");
        long id = write(seq, 1, "t4", "R2", false);
        intents.recordOutcomes(
                id, List.of(new SessionOutcomeRow(1, "TERMINATED", "gone 12 ms after the signal", true)), NOW);
        assertThat(STORE.rows("SELECT * FROM reclaimed_sessions WHERE target = 't4' ORDER BY pid"))
                .satisfiesExactly(
                        ended -> assertThat(ended)
                                .containsEntry("outcome", "TERMINATED")
                                .containsEntry("application_name", ODD)
                                .containsEntry("rule", "R2")
                                .containsEntry("requested_by", "dba")
                                .containsEntry("session_reason", "idle for 12 s")
                                .containsEntry("outcome_reason", "gone 12 ms after the signal")
                                .extractingByKey("happened_at")
                                .isNotNull(),
                        open -> assertThat(open).containsEntry("outcome", "PENDING"));
    }

    private long write(long seq, int step, String target, String rule, boolean dryRun) {
        return write(seq, target, new IntentDecision(step, rule, "why", dryRun, "[]"), List.of(PLAIN, UNKNOWN));
    }

    private long write(long seq, String target, List<IntentSession> sessions) {
        return write(seq, target, new IntentDecision(1, "R1", "why", false, "[]"), sessions);
    }

    private long write(long seq, String target, IntentDecision decision, List<IntentSession> sessions) {
        NewIntent intent =
                new NewIntent(seq, target, decision, new IntentBaseline("CRITICAL", 95.5, 40, 0), sessions, NOW);
        return STORE.transaction.execute(status -> {
            targetLock.acquire(target);
            return intents.write(intent);
        });
    }
}
