package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import io.connwarden.sql.store.Intents.SignalRecord;
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

    private final Intents intents = new Intents(STORE.dataSource);
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
        intents.recordSignals(id, List.of(new SignalRecord(1, "SIGNALLED", null)));
        intents.recordSignals(
                id, List.of(new SignalRecord(1, "GONE", null), new SignalRecord(2, "DENIED", "no right")));
        List<SessionOutcomeRow> outcomes = List.of(
                new SessionOutcomeRow(1, "TERMINATED", "ended"), new SessionOutcomeRow(2, "DENIED", "no right"));
        STORE.transaction.executeWithoutResult(status -> intents.recordOutcomes(id, outcomes, NOW));
        assertThat(intents.ofCommand(seq)).singleElement().satisfies(intent -> {
            assertThat(intent.finishedAt()).isEqualTo(NOW);
            assertThat(intent.sessions())
                    .extracting(IntentSessionState::signalAnswer)
                    .containsExactly("SIGNALLED", "DENIED");
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
        intents.recordOutcomes(id, List.of(new SessionOutcomeRow(1, "CHANGED", "active now")), NOW);
        assertThat(recent.countTerminationsSince("t3", NOW.minusSeconds(60))).isZero();
    }

    @Test
    void the_view_reclaimed_sessions_shows_session_time_rule_order_and_outcome() {
        long seq = STORE.accept("told", "t4");
        long id = write(seq, 1, "t4", "R2", false);
        intents.recordOutcomes(id, List.of(new SessionOutcomeRow(1, "TERMINATED", "gone 12 ms after the signal")), NOW);
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
        NewIntent intent = new NewIntent(
                seq,
                target,
                new IntentDecision(step, rule, "why", dryRun, "[]"),
                new IntentBaseline("CRITICAL", 95.5, 40, 0),
                List.of(PLAIN, UNKNOWN),
                NOW);
        return STORE.transaction.execute(status -> {
            targetLock.acquire(target);
            return intents.write(intent);
        });
    }
}
