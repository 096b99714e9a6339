package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntentsIT {
    private static final StoreDatabase STORE = StoreDatabase.fresh();
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final String ODD = "app\n\"quoted\" 'x' \\ {a,b} " + "\u00fc".repeat(31);
    private static final FrozenSession PLAIN = new FrozenSession(
            1,
            new SessionId(11, NOW),
            "TERMINATE",
            "idle",
            NOW,
            "u",
            ODD,
            "d",
            "10.0.0.1",
            "idle",
            12.5,
            -9L,
            "idle for 12 s");
    private static final FrozenSession UNKNOWN = new FrozenSession(
            2, new SessionId(12, NOW), "CANCEL", null, null, null, null, null, null, null, null, null, "named");

    private final Intents intents = new Intents(STORE.dataSource);
    private final RecentIntents recent = new RecentIntents(STORE.dataSource);

    @Test
    void an_intent_comes_back_as_it_was_written_whatever_names_sessions_bear() {
        long seq = STORE.accept("roundtrip", "t1");
        write(seq, 1, "t1", "R1", false);
        assertThat(intents.of(seq)).singleElement().satisfies(intent -> {
            assertThat(intent.rule()).isEqualTo("R1");
            assertThat(intent.finishedAt()).isNull();
            assertThat(intent.sessionsAtStart()).isEqualTo(40);
            assertThat(intent.sessions()).extracting(SessionProgress::session).containsExactly(PLAIN, UNKNOWN);
            assertThat(intent.sessions()).extracting(SessionProgress::answer).containsOnlyNulls();
        });
    }

    @Test
    void what_was_noted_and_recorded_first_stands() {
        long seq = STORE.accept("noted", "t2");
        long id = write(seq, 1, "t2", "R1", false);
        intents.note(id, List.of(new NotedSignal(1, "SIGNALLED", null)));
        intents.note(id, List.of(new NotedSignal(1, "GONE", null), new NotedSignal(2, "DENIED", "no right")));
        List<RecordedOutcome> outcomes =
                List.of(new RecordedOutcome(1, "TERMINATED", "ended"), new RecordedOutcome(2, "DENIED", "no right"));
        STORE.transaction.executeWithoutResult(status -> intents.finish(id, outcomes, NOW));
        assertThat(intents.of(seq)).singleElement().satisfies(intent -> {
            assertThat(intent.finishedAt()).isEqualTo(NOW);
            assertThat(intent.sessions()).extracting(SessionProgress::answer).containsExactly("SIGNALLED", "DENIED");
            assertThat(intent.sessions()).extracting(SessionProgress::outcome).containsExactly("TERMINATED", "DENIED");
        });
    }

    @Test
    void cooldowns_and_budget_are_counted_per_target_with_dry_runs_apart() {
        long seq = STORE.accept("recent", "t3");
        long id = write(seq, 1, "t3", "R2", false);
        write(STORE.accept("dry", "t3"), 1, "t3", "R3", true);
        assertThat(recent.lastActed("t3", false, NOW.minusSeconds(60))).isEqualTo(Map.of("R2", NOW));
        assertThat(recent.lastActed("t3", true, NOW.minusSeconds(60))).isEqualTo(Map.of("R3", NOW));
        assertThat(recent.lastActed("t3", false, NOW)).isEmpty();
        assertThat(recent.terminationsSince("t3", NOW.minusSeconds(60)))
                .as("in work counts")
                .isEqualTo(1);
        intents.finish(id, List.of(new RecordedOutcome(1, "CHANGED", "active now")), NOW);
        assertThat(recent.terminationsSince("t3", NOW.minusSeconds(60))).isZero();
    }

    @Test
    void psql_alone_tells_who_was_ended_when_by_which_rule_or_order_why_and_with_what_result() {
        long seq = STORE.accept("told", "t4");
        long id = write(seq, 1, "t4", "R2", false);
        intents.finish(id, List.of(new RecordedOutcome(1, "TERMINATED", "gone 12 ms after the signal")), NOW);
        assertThat(STORE.rows("SELECT * FROM reclaimed_sessions WHERE target = 't4' ORDER BY pid"))
                .satisfiesExactly(
                        ended -> assertThat(ended)
                                .containsEntry("outcome", "TERMINATED")
                                .containsEntry("application_name", ODD)
                                .containsEntry("rule", "R2")
                                .containsEntry("ordered_by", "dba")
                                .containsEntry("session_reason", "idle for 12 s")
                                .containsEntry("outcome_reason", "gone 12 ms after the signal")
                                .extractingByKey("happened_at")
                                .isNotNull(),
                        open -> assertThat(open).containsEntry("outcome", "IN WORK"));
    }

    private long write(long seq, int rung, String target, String rule, boolean dryRun) {
        NewIntent intent = new NewIntent(
                seq, rung, target, rule, "why", dryRun, "CRITICAL", 95.5, 40, 0, "[]", List.of(PLAIN, UNKNOWN), NOW);
        return STORE.transaction.execute(status -> {
            recent.lock(target);
            return intents.write(intent);
        });
    }
}
