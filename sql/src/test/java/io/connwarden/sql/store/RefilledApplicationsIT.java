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
