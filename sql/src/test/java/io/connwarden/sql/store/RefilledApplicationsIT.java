package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.ActionHistory.ApplicationReliefRow;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import io.connwarden.sql.store.RefilledApplications.RefilledRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefilledApplicationsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant START = Instant.parse("2030-01-01T10:00:00.123456Z");

    private final Intents intents = new Intents(STORE.dataSource);
    private final ActionHistory history = new ActionHistory(STORE.dataSource);
    private final ReliefMeasurements relief = new ReliefMeasurements(STORE.dataSource);
    private final RefilledApplications refilled = new RefilledApplications(STORE.dataSource);

    @Test
    void the_terminated_sessions_of_an_intent_count_per_application() {
        act("t1", START, Map.of("web", 20, "", 5), "web", "web", null);
        act("t1", START.plusSeconds(60), Map.of("web", 18), "web");
        assertThat(history.reliefSince("t1", START.minusSeconds(1)))
                .containsExactly(
                        new ApplicationReliefRow("", 5, 1, START),
                        new ApplicationReliefRow("web", 20, 2, START),
                        new ApplicationReliefRow("web", 18, 1, START.plusSeconds(60)));
        assertThat(history.reliefSince("t1", START))
                .extracting(ApplicationReliefRow::sessionsBefore)
                .containsExactly(18);
        assertThat(history.reliefSince("t2", START.minusSeconds(1))).isEmpty();
    }

    @Test
    void the_refilled_applications_of_a_target_are_replaced() {
        RefilledRow web = row("t3", "web", 20, START);
        RefilledRow job = row("t3", "job", 4, START);
        refilled.replace("t3", List.of(web, job), START);
        refilled.replace("t4", List.of(row("t4", "web", 9, START)), START);
        assertThat(refilled.of(List.of("t3"))).containsExactly(job, web);
        RefilledRow later = row("t3", "web", 21, START.plusSeconds(60));
        refilled.replace("t3", List.of(later), START.plusSeconds(60));
        assertThat(refilled.of(List.of("t3"))).containsExactly(later);
        refilled.replace("t3", List.of(), START.plusSeconds(90));
        assertThat(refilled.of(List.of("t3", "t4")))
                .extracting(RefilledRow::target)
                .containsExactly("t4");
        refilled.replace("t3", List.of(), START.plusSeconds(90_000));
        assertThat(refilled.of(List.of("t4")))
                .as("a target without a decision for a day")
                .isEmpty();
    }

    @Test
    void the_relief_of_an_action_is_measured_once_after_one_minute_and_once_after_five() {
        act("t5", START, Map.of("web", 20, "job", 4), "web", "web", "job");
        assertThat(relief.nextAt("t5", START.plusSeconds(30))).contains(START.plusSeconds(60));
        assertThat(relief.record("t5", Map.of("web", 19), START.plusSeconds(59)))
                .as("not due")
                .isZero();
        assertThat(relief.record("t5", Map.of("web", 19, "other", 3), START.plusSeconds(61)))
                .isOne();
        assertThat(relief.record("t5", Map.of("web", 7), START.plusSeconds(62)))
                .as("measured")
                .isZero();
        assertThat(relief.nextAt("t5", START.plusSeconds(62))).contains(START.plusSeconds(300));
        assertThat(relief.record("t5", Map.of("web", 18), START.plusSeconds(301)))
                .isOne();
        assertThat(relief.nextAt("t5", START.plusSeconds(301))).isEmpty();
        assertThat(logged("t5"))
                .containsExactly("1 min: job 4 - 1 -> 0, web 20 - 2 -> 19", "5 min: job 4 - 1 -> 0, web 20 - 2 -> 18");
    }

    @Test
    void a_missed_measurement_is_left_out() {
        act("t6", START, Map.of("web", 20), "web");
        assertThat(relief.nextAt("t6", START.plusSeconds(310))).contains(START.plusSeconds(300));
        assertThat(relief.record("t6", Map.of("web", 18), START.plusSeconds(310)))
                .isOne();
        assertThat(logged("t6")).containsExactly("5 min: web 20 - 1 -> 18");
        act("t7", START, Map.of("web", 20), "web");
        assertThat(relief.nextAt("t7", START.plusSeconds(601))).isEmpty();
        assertThat(relief.record("t7", Map.of(), START.plusSeconds(601))).isZero();
    }

    private List<String> logged(String target) {
        return STORE.sql.queryForList("""
                SELECT concat(details -> 'minutes', ' min: ', string_agg(concat_ws(' ', a ->> 'application',
                       a ->> 'sessionsBefore', '-', a ->> 'terminated', '->', a ->> 'sessions'), ', '))
                FROM connection_logs, jsonb_array_elements(details -> 'applications') AS a
                WHERE event_type = 'RELIEF_MEASURED' AND target = ?
                GROUP BY id, details
                ORDER BY id
                """, String.class, target);
    }

    private void act(String target, Instant at, Map<String, Integer> before, String... applications) {
        long seq = STORE.accept(target + "-" + System.nanoTime(), target);
        List<IntentSession> sessions = new ArrayList<>();
        List<SessionOutcomeRow> outcomes = new ArrayList<>();
        for (String application : applications) {
            int ordinal = sessions.size() + 1;
            sessions.add(new IntentSession(
                    ordinal,
                    new SessionId(ordinal, at),
                    SignalKind.TERMINATE,
                    "idle",
                    at,
                    new SessionAttributes("shop", application, "orders", null, "idle", 12.5, null),
                    "idle for 12 s"));
            outcomes.add(new SessionOutcomeRow(ordinal, "TERMINATED", "ended", true));
        }
        long id = intents.write(new NewIntent(
                seq,
                target,
                new IntentDecision(1, "R1", "why", false, "[]"),
                new IntentBaseline("CRITICAL", 95.5, 40, 0),
                sessions,
                at));
        intents.writeApplications(id, before);
        intents.recordOutcomes(id, outcomes, at.plusSeconds(1));
    }

    private static RefilledRow row(String target, String application, int before, Instant measuredAt) {
        return new RefilledRow(target, application, before, 12, before, START.minusSeconds(60), measuredAt);
    }
}
