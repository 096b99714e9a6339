package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.connwarden.contracts.SignalKind;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.RealActions;
import io.connwarden.sql.store.DecisionReports.Returned;
import io.connwarden.sql.store.DecisionReports.RuleDecisions;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.sql.store.DryRunSessions.Fate;
import io.connwarden.sql.store.DryRunSessions.ObservedFate;
import io.connwarden.sql.store.DryRunSessions.SessionToObserve;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DecisionReportsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant NOW = new StoreClock(STORE.dataSource).now().truncatedTo(ChronoUnit.MICROS);
    private static final Instant DECIDED = NOW.minusSeconds(1_800);
    private static final Instant IDLE_SINCE = DECIDED.minus(DecidedSession.AGE);

    private final DecisionReports reports = new DecisionReports(STORE.dataSource);
    private final DryRunSessions sessions = new DryRunSessions(STORE.dataSource);

    @Test
    void sessions_are_counted_by_rule_application_and_fate_with_the_times_until_they_were_active_again() {
        for (int pid = 1; pid <= 3; pid++) {
            decide("fates", pid, "web", Fate.ACTIVE_AGAIN, DECIDED.plusSeconds(60L * pid * pid));
        }
        decide("fates", 4, "web", Fate.ENDED, DECIDED.plusSeconds(90));
        decide("fates", 5, "web", Fate.UNCHANGED, null);
        DecidedSession.idle("fates", 6, IDLE_SINCE).of("web").dryRun(STORE, "R3", DECIDED);
        decide("fates", 7, "batch", Fate.UNCHANGED, null);

        DecisionReport report = reports.read(NOW.minusSeconds(3_600), NOW, "fates");
        assertThat(report.decisions()).containsExactly(new RuleDecisions("R3", 7, DECIDED));
        assertThat(report.groups())
                .extracting(SessionGroup::application, SessionGroup::user, SessionGroup::fates)
                .containsExactly(
                        tuple("web", "shop", new Fates(3, 1, 1, 1, 0, 0)),
                        tuple("batch", "shop", new Fates(0, 0, 1, 0, 0, 0)));
        SessionGroup web = report.groups().get(0);
        assertThat(web.returned()).isEqualTo(new Returned(Duration.ofMinutes(4), Duration.ofMinutes(1)));
        assertThat(web.longest()).isGreaterThanOrEqualTo(Duration.ofMinutes(40));
        assertThat(report.groups().get(1).returned()).isNull();
    }

    @Test
    void sessions_that_an_approved_plan_has_ended_are_apart_from_those_of_other_actions() {
        Requester dba = new Requester(false, "dba", "test", null);
        for (int pid = 21; pid <= 23; pid++) {
            DecidedSession session = DecidedSession.idle("approved", pid, IDLE_SINCE);
            long intent = session.dryRun(STORE, "R2", DECIDED);
            if (pid < 23) {
                plan(session, intent, pid == 21 ? "APPROVED" : "REJECTED");
            }
            session.record(STORE, dba, "R2", "TERMINATED", DECIDED.plusSeconds(60));
        }
        assertThat(reports.read(NOW.minusSeconds(3_600), NOW, "approved").groups())
                .extracting(SessionGroup::fates)
                .containsExactly(new Fates(0, 0, 0, 0, 2, 1));
    }

    private static void plan(DecidedSession session, long intent, String status) {
        STORE.sql.update(
                "WITH plan AS (INSERT INTO plans (id, intent_id, target, rule, scope, reason, created_at, expires_at,"
                        + " status, decided_at, decided_by) VALUES (gen_random_uuid(), ?, ?, 'R2', '', 'why', now(),"
                        + " now(), ?, now(), 'dba') RETURNING id)"
                        + " INSERT INTO plan_sessions (plan_id, ordinal, pid, backend_start, kind)"
                        + " SELECT id, 1, ?, ?::timestamptz, 'TERMINATE' FROM plan",
                intent,
                session.target(),
                status,
                session.id().pid(),
                session.id().backendStart().toString());
    }

    @Test
    void a_session_that_was_unchanged_for_the_whole_observation_is_not_unknown() {
        Instant longAgo = NOW.minus(DryRunSessions.OBSERVATION_TIME).minusSeconds(86_400);
        DecidedSession session = DecidedSession.idle("whole", 8, longAgo.minus(DecidedSession.AGE));
        session.dryRun(STORE, "R3", longAgo);
        STORE.sql.update("UPDATE dry_run_sessions SET last_seen_at = first_decided_at + interval '7 days'"
                + " WHERE target = 'whole'");
        assertThat(reports.read(longAgo, NOW, "whole").groups())
                .extracting(SessionGroup::fates)
                .containsExactly(new Fates(0, 0, 1, 0, 0, 0));
    }

    @Test
    void queries_that_would_have_been_cancelled_are_apart_from_sessions() {
        DecidedSession session = DecidedSession.idle("queries", 9, IDLE_SINCE);
        session.dryRun(STORE, "R1", DECIDED);
        session.running().dryRun(STORE, "R1", DECIDED);
        SessionToObserve query = sessions.toObserve("queries", 10).stream()
                .filter(selected -> selected.kind() == SignalKind.CANCEL)
                .findFirst()
                .orElseThrow();
        sessions.record("queries", List.of(new ObservedFate(query, Fate.ENDED, DECIDED.plusSeconds(30))));
        DecisionReport report = reports.read(NOW.minusSeconds(3_600), NOW, "queries");
        assertThat(report.groups())
                .extracting(SessionGroup::kind, group -> group.fates().ended(), SessionGroup::returned)
                .containsExactly(
                        tuple(SignalKind.TERMINATE, 0, null),
                        tuple(SignalKind.CANCEL, 1, new Returned(Duration.ofSeconds(30), Duration.ofSeconds(30))));
    }

    @Test
    void a_decision_outside_of_the_period_or_on_another_target_is_not_reported() {
        DecidedSession.idle("period", 10, IDLE_SINCE).dryRun(STORE, "R3", DECIDED);
        assertThat(reports.read(DECIDED.plusSeconds(1), NOW, "period").groups()).isEmpty();
        assertThat(reports.read(DECIDED.plusSeconds(1), NOW, "period").decisions())
                .isEmpty();
        assertThat(reports.read(DECIDED, NOW, "another").groups()).isEmpty();
        assertThat(reports.read(DECIDED, NOW, null).groups()).isNotEmpty();
    }

    @Test
    void real_actions_are_counted_by_rule_and_those_of_commands_together() {
        Requester automatic = new Requester(true, "automatic", "test", null);
        Requester dba = new Requester(false, "dba", "test", null);
        DecidedSession session = DecidedSession.idle("real", 11, IDLE_SINCE);
        session.record(STORE, automatic, "R2", "TERMINATED", DECIDED);
        session.record(STORE, automatic, "R2", "UNRESPONSIVE", DECIDED);
        session.record(STORE, dba, "R3", "TERMINATED", DECIDED);
        session.running().record(STORE, dba, "COMMAND", "CANCELLED", DECIDED);
        assertThat(reports.read(NOW.minusSeconds(3_600), NOW, "real").actions())
                .containsExactly(new RealActions("R2", 2, 1, 0, 1), new RealActions("COMMAND", 2, 1, 1, 0));
    }

    @Test
    void the_activity_of_the_services_is_part_of_a_report_without_decisions() {
        new WatchedTargets(STORE.dataSource).watch(List.of("silent", "connwarden"), Duration.ofMinutes(1));
        DecisionReport report = reports.read(NOW.minusSeconds(3_600), NOW, "silent");
        assertThat(report.activity().targets()).contains("silent", "connwarden");
        assertThat(report.activity().lastCheckedAt()).isAfterOrEqualTo(NOW);
        assertThat(report.activity().samples()).isZero();
        assertThat(report.activity().lastReason()).isNull();
    }

    @Test
    void a_reader_sees_the_store_and_cannot_write() throws Exception {
        String url = String.valueOf(((PGSimpleDataSource) STORE.dataSource).getURL());
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        DecisionReport report = StoreReader.read(
                url, login, "test", source -> new DecisionReports(source).read(NOW.minusSeconds(1), NOW, "none"));
        assertThat(report.groups()).isEmpty();
        assertThatThrownBy(() -> StoreReader.read(
                        url, login, "test", source -> new JdbcTemplate(source).update("DELETE FROM dry_run_sessions")))
                .hasMessageContaining("read-only transaction");
    }

    private void decide(String target, int pid, String application, Fate fate, @Nullable Instant activity) {
        DecidedSession session = DecidedSession.idle(target, pid, IDLE_SINCE).of(application);
        session.dryRun(STORE, "R3", DECIDED);
        sessions.toObserve(target, 100).stream()
                .filter(selected -> selected.id().equals(session.id()))
                .forEach(selected -> sessions.record(target, List.of(new ObservedFate(selected, fate, activity))));
    }
}
