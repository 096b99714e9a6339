package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import io.connwarden.sql.store.Signals.SignalRecord;
import io.connwarden.sql.store.UnreclaimedSessions.UnreclaimedRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreclaimedSessionsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant START = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final SessionId SESSION = new SessionId(11, START);

    /** The lease is not evaluated. */
    private static final long ANY_COMMAND = 0;

    private final Intents intents = new Intents(STORE.dataSource);
    private final Signals signals = new Signals(STORE.dataSource, "this");
    private final ActionHistory history = new ActionHistory(STORE.dataSource);
    private final UnreclaimedSessions unreclaimed = new UnreclaimedSessions(STORE.dataSource);

    @Test
    void each_failed_attempt_of_a_session_counts_once() {
        long first = attempt("t1", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        assertThat(unreclaimed.of(List.of("t1"))).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(SESSION);
            assertThat(row.kind()).isEqualTo(SignalKind.TERMINATE);
            assertThat(row.application()).isEqualTo("web");
            assertThat(row.outcome()).isEqualTo("UNRESPONSIVE");
            assertThat(row.attempts()).isEqualTo(1);
        });
        intents.recordOutcomes(first, List.of(outcome("UNRESPONSIVE")), START);
        assertThat(unreclaimed.of(List.of("t1")))
                .as("recorded again")
                .extracting(UnreclaimedRow::attempts)
                .containsExactly(1);
        attempt("t1", SignalKind.TERMINATE, "DENIED", "DENIED");
        assertThat(unreclaimed.of(List.of("t1", "other"))).singleElement().satisfies(row -> {
            assertThat(row.attempts()).isEqualTo(2);
            assertThat(row.outcome()).isEqualTo("DENIED");
        });
    }

    @Test
    void a_target_that_did_not_answer_leaves_no_unreclaimed_session() {
        attempt("t2", SignalKind.TERMINATE, "SIGNALLED", "FAILED");
        attempt("t2", SignalKind.TERMINATE, "CHANGED", "CHANGED");
        assertThat(unreclaimed.of(List.of("t2"))).isEmpty();
        attempt("t2", SignalKind.TERMINATE, "NOT_SIGNALLED", "FAILED");
        assertThat(unreclaimed.of(List.of("t2"))).hasSize(1);
    }

    @Test
    void a_session_that_exists_is_not_counted_as_terminated_until_it_has_ended() {
        attempt("t3", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        attempt("t3", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        assertThat(history.countTerminationsSince("t3", Instant.EPOCH)).isZero();
        assertThat(history.countTerminationsSince(List.of("t3"), Instant.EPOCH)).isEmpty();
        unreclaimed.delete("t3", unreclaimed.of(List.of("t3")));
        assertThat(unreclaimed.of(List.of("t3"))).isEmpty();
        assertThat(history.countTerminationsSince("t3", Instant.EPOCH))
                .as("one session, whatever the number of signals")
                .isEqualTo(1);
        assertThat(history.countTerminationsSince(List.of("t3"), Instant.EPOCH)).containsEntry("t3", 1);
    }

    @Test
    void a_session_that_ends_at_a_later_attempt_is_reclaimed() {
        attempt("t4", SignalKind.CANCEL, "SIGNALLED", "UNRESPONSIVE");
        attempt("t4", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        assertThat(unreclaimed.of(List.of("t4"))).hasSize(2);
        attempt("t4", SignalKind.CANCEL, "SIGNALLED", "CANCELLED");
        assertThat(unreclaimed.of(List.of("t4")))
                .extracting(UnreclaimedRow::kind)
                .containsExactly(SignalKind.TERMINATE);
        attempt("t4", SignalKind.TERMINATE, "SIGNALLED", "TERMINATED");
        assertThat(unreclaimed.of(List.of("t4"))).isEmpty();
        assertThat(history.countTerminationsSince("t4", Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void a_session_of_a_day_ago_is_forgotten_and_one_that_is_tried_again_is_kept() {
        attempt("removed", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        attempt("t5", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        STORE.sql.update("UPDATE unreclaimed_sessions SET failed_at = failed_at - interval '25 hours'"
                + " WHERE target IN ('removed', 't5')");
        attempt("t5", SignalKind.TERMINATE, "SIGNALLED", "UNRESPONSIVE");
        assertThat(unreclaimed.of(List.of("removed", "t5"))).singleElement().satisfies(row -> {
            assertThat(row.target()).isEqualTo("t5");
            assertThat(row.attempts()).isEqualTo(2);
        });
    }

    private long attempt(String target, SignalKind kind, String answer, String outcome) {
        long seq = STORE.accept(target + "-" + System.nanoTime(), target);
        long id = intents.write(new NewIntent(
                seq,
                target,
                new IntentDecision(1, "R1", "why", false, "[]"),
                new IntentBaseline("CRITICAL", 95.5, 40, 0),
                List.of(new IntentSession(
                        1,
                        SESSION,
                        kind,
                        "idle",
                        START,
                        new SessionAttributes("shop", "web", "orders", null, "idle", 12.5, null),
                        "idle for 12 s")),
                START));
        signals.record(id, List.of(new SignalRecord(1, answer, false)), ANY_COMMAND);
        intents.recordOutcomes(id, List.of(outcome(outcome)), START);
        return id;
    }

    private static SessionOutcomeRow outcome(String outcome) {
        boolean signalled = !"CHANGED".equals(outcome) && !"DENIED".equals(outcome);
        return new SessionOutcomeRow(1, outcome, "because", signalled);
    }
}
