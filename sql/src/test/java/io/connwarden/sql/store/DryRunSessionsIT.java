package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.connwarden.contracts.SignalKind;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.sql.store.DryRunSessions.Fate;
import io.connwarden.sql.store.DryRunSessions.ObservedFate;
import io.connwarden.sql.store.DryRunSessions.SessionToObserve;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunSessionsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Requester AUTOMATIC = new Requester(true, "automatic", "test", null);
    /** An hour before now, because the observation ends 7 days after a decision. */
    private static final Instant DECIDED =
            new StoreClock(STORE.dataSource).now().minusSeconds(3_600).truncatedTo(ChronoUnit.MICROS);
    /** By the clock of a target that is two hours ahead. */
    private static final Instant IDLE_SINCE = DECIDED.plusSeconds(7_200).minus(DecidedSession.AGE);

    private final DryRunSessions sessions = new DryRunSessions(STORE.dataSource);

    @Test
    void each_decision_on_a_session_counts_once_and_a_rule_has_one_row_per_session() {
        DecidedSession session = DecidedSession.idle("counted", 11, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        long second = session.dryRun(STORE, "R3", DECIDED.plusSeconds(60));
        session.dryRun(STORE, "R1", DECIDED.plusSeconds(90));
        new Intents(STORE.dataSource)
                .recordOutcomes(second, List.of(new SessionOutcomeRow(1, "WOULD_TERMINATE", "again", false)), DECIDED);

        assertThat(rows("counted"))
                .extracting(row -> row.get("rule"), row -> row.get("decisions"), row -> row.get("fate"))
                .containsExactlyInAnyOrder(tuple("R3", 2, "UNCHANGED"), tuple("R1", 1, "UNCHANGED"));
        assertThat(sessions.toObserve("counted", 10))
                .contains(new SessionToObserve(session.id(), "R3", SignalKind.TERMINATE, IDLE_SINCE));
    }

    @Test
    void dry_runs_of_commands_and_real_actions_are_not_recorded() {
        DecidedSession session = DecidedSession.idle("others", 12, IDLE_SINCE);
        session.record(STORE, new Requester(false, "dba", "test", null), "R3", "WOULD_TERMINATE", DECIDED);
        session.record(STORE, AUTOMATIC, "R3", "UNRESPONSIVE", DECIDED);
        session.record(STORE, AUTOMATIC, "R3", "FAILED", DECIDED);
        assertThat(rows("others")).isEmpty();
    }

    @Test
    void a_later_decision_on_another_state_shows_that_the_session_was_active_in_between() {
        DecidedSession session = DecidedSession.idle("redecided", 13, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        Instant activity = IDLE_SINCE.plus(DecidedSession.AGE).plusSeconds(300);
        session.since(activity).dryRun(STORE, "R3", DECIDED.plusSeconds(1_200));
        session.since(activity.plusSeconds(900)).dryRun(STORE, "R3", DECIDED.plusSeconds(2_400));

        assertThat(rows("redecided")).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("fate", "ACTIVE_AGAIN").containsEntry("decisions", 3);
            assertThat(fateAfter(row)).as("the first activity, by one clock").isEqualTo(Duration.ofMinutes(5));
        });
    }

    @Test
    void a_query_that_is_followed_by_another_query_has_ended() {
        DecidedSession session = DecidedSession.idle("queries", 14, IDLE_SINCE).running();
        session.dryRun(STORE, "R1", DECIDED);
        session.since(IDLE_SINCE.plusSeconds(900)).dryRun(STORE, "R1", DECIDED.plusSeconds(600));
        assertThat(rows("queries"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("fate", "ENDED").containsEntry("kind", "CANCEL"));
    }

    @Test
    void an_unchanged_session_is_observed_again_and_any_other_fate_is_final() {
        DecidedSession session = DecidedSession.idle("observed", 15, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        SessionToObserve selected = sessions.toObserve("observed", 10).get(0);

        sessions.record("observed", List.of(new ObservedFate(selected, Fate.UNCHANGED, null)));
        assertThat(rows("observed"))
                .singleElement()
                .satisfies(row -> assertThat((Instant) row.get("last_seen_at")).isAfter(DECIDED.plusSeconds(3_500)));
        assertThat(sessions.toObserve("observed", 10)).containsExactly(selected);

        Instant activity = IDLE_SINCE.plus(DecidedSession.AGE).plusSeconds(720);
        sessions.record("observed", List.of(new ObservedFate(selected, Fate.ACTIVE_AGAIN, activity)));
        sessions.record("observed", List.of(new ObservedFate(selected, Fate.ENDED, null)));
        assertThat(rows("observed")).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("fate", "ACTIVE_AGAIN");
            assertThat(fateAfter(row)).isEqualTo(Duration.ofMinutes(12));
        });
        assertThat(sessions.toObserve("observed", 10)).isEmpty();
    }

    @Test
    void activity_before_the_decision_was_recorded_has_the_time_of_the_decision() {
        DecidedSession session = DecidedSession.idle("early", 16, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        SessionToObserve selected = sessions.toObserve("early", 10).get(0);
        sessions.record("early", List.of(new ObservedFate(selected, Fate.ACTIVE_AGAIN, IDLE_SINCE.plusSeconds(1))));
        assertThat(fateAfter(rows("early").get(0))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_session_that_another_action_terminated_was_not_ended_by_its_client(Fate observed) {
        String target = "reclaimed-" + observed;
        DecidedSession session = DecidedSession.idle(target, 17, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        SessionToObserve selected = sessions.toObserve(target, 10).get(0);
        sessions.record(target, List.of(new ObservedFate(selected, observed, null)));
        session.record(STORE, AUTOMATIC, "R1", "TERMINATED", DECIDED);

        assertThat(rows(target))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("fate", observed == Fate.ACTIVE_AGAIN ? "ACTIVE_AGAIN" : "RECLAIMED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNRESPONSIVE", "ALREADY_GONE", "FAILED"})
    void a_session_that_another_action_may_have_signalled_was_not_ended_by_its_client(String outcome) {
        String target = "signalled-" + outcome;
        DecidedSession session = DecidedSession.idle(target, 18, IDLE_SINCE);
        session.dryRun(STORE, "R3", DECIDED);
        SessionToObserve selected = sessions.toObserve(target, 10).get(0);
        session.record(STORE, AUTOMATIC, "R1", outcome, DECIDED);
        sessions.record(target, List.of(new ObservedFate(selected, Fate.ENDED, null)));
        assertThat(rows(target))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("fate", "RECLAIMED"));
    }

    @Test
    void a_target_is_observed_once_in_a_while_and_for_seven_days_after_the_decision() {
        DecidedSession.idle("due", 18, IDLE_SINCE).dryRun(STORE, "R3", DECIDED);
        DecidedSession.idle("old", 19, IDLE_SINCE).dryRun(STORE, "R3", DECIDED.minus(DryRunSessions.OBSERVATION_TIME));
        Duration unseen = Duration.ofMinutes(30);
        assertThat(sessions.targetsToObserve(List.of("due", "old", "none"), unseen))
                .containsExactly("due");
        assertThat(sessions.toObserve("old", 10)).isEmpty();

        SessionToObserve selected = sessions.toObserve("due", 10).get(0);
        sessions.record("due", List.of(new ObservedFate(selected, Fate.UNCHANGED, null)));
        assertThat(sessions.targetsToObserve(List.of("due"), unseen)).isEmpty();
    }

    @Test
    void the_sessions_of_one_query_are_bounded_and_take_turns() {
        DecidedSession.idle("bounded", 20, IDLE_SINCE).dryRun(STORE, "R3", DECIDED);
        DecidedSession.idle("bounded", 21, IDLE_SINCE).dryRun(STORE, "R3", DECIDED.plusSeconds(1));
        List<SessionToObserve> first = sessions.toObserve("bounded", 1);
        assertThat(first).extracting(session -> session.id().pid()).containsExactly(20);
        sessions.record("bounded", List.of(new ObservedFate(first.get(0), Fate.UNCHANGED, null)));
        assertThat(sessions.toObserve("bounded", 1))
                .extracting(session -> session.id().pid())
                .containsExactly(21);
    }

    @Test
    void sessions_that_were_selected_long_ago_are_deleted_in_slices() {
        StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        for (int pid = 30; pid < 33; pid++) {
            DecidedSession.idle("deleted", pid, longAgo).dryRun(STORE, "R3", longAgo);
        }
        DecidedSession.idle("deleted", 33, longAgo).dryRun(STORE, "R3", DECIDED);
        assertThat(maintenance.deleteDryRunSessionsBefore(longAgo.plusSeconds(1), 2))
                .isEqualTo(2);
        assertThat(maintenance.deleteDryRunSessionsBefore(longAgo.plusSeconds(1), 2))
                .isEqualTo(1);
        assertThat(rows("deleted")).extracting(row -> row.get("pid")).containsExactly(33);
    }

    private static Duration fateAfter(Map<String, Object> row) {
        return Duration.between((Instant) row.get("first_decided_at"), (Instant) row.get("fate_at"));
    }

    private static List<Map<String, Object>> rows(String target) {
        return STORE.sql.query(
                "SELECT * FROM dry_run_sessions WHERE target = ?",
                (row, number) -> {
                    Map<String, Object> values = new HashMap<>();
                    for (String name : List.of("pid", "rule", "kind", "decisions", "fate")) {
                        values.put(name, row.getObject(name));
                    }
                    for (String name : List.of("first_decided_at", "fate_at", "last_seen_at")) {
                        values.put(name, Timestamps.read(row, name));
                    }
                    return values;
                },
                target);
    }
}
