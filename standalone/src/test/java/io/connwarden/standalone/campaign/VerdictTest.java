package io.connwarden.standalone.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.RoundFacts.Ending;
import io.connwarden.standalone.campaign.RoundFacts.IntendedSession;
import io.connwarden.standalone.campaign.RoundFacts.LogRow;
import io.connwarden.standalone.campaign.RoundFacts.ObservedSession;
import io.connwarden.standalone.campaign.RoundFacts.Period;
import io.connwarden.standalone.campaign.RoundFacts.PublishedResult;
import io.connwarden.standalone.campaign.RoundFacts.SentCommand;
import io.connwarden.standalone.campaign.RoundFacts.StoredCommand;
import io.connwarden.standalone.campaign.Verdict.Finding;
import io.connwarden.standalone.campaign.Verdict.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The proof of the observer: each kind of broken promise is planted into a sound round, and must be reported. */
class VerdictTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    private static final SessionId ZOMBIE = new SessionId(311, START);
    private static final SessionId INNOCENT = new SessionId(312, START);
    private static final SessionId WAKER = new SessionId(313, START);

    private final List<ObservedSession> sessions = new ArrayList<>(List.of(
            new ObservedSession(ZOMBIE, "zombie-1", List.of(new Period(at(0), Period.FOREVER))),
            new ObservedSession(INNOCENT, "innocent-2", List.of()),
            new ObservedSession(WAKER, "waker-3", List.of(new Period(at(0), at(5)), new Period(at(9), at(1000))))));
    private final List<Ending> endings = new ArrayList<>(List.of(ending(ZOMBIE, at(4), true)));
    private final List<SentCommand> commands = new ArrayList<>();
    private final List<PublishedResult> results = new ArrayList<>();
    private final List<StoredCommand> stored = new ArrayList<>();
    private final List<IntendedSession> intended =
            new ArrayList<>(List.of(new IntendedSession(1, ZOMBIE, false, "TERMINATED")));
    private final List<LogRow> logRows = new ArrayList<>(
            List.of(new LogRow("CLEANUP_EXECUTED", "c1", null), new LogRow("CLEANUP_EXECUTED", null, "health-1")));

    VerdictTest() {
        complete(1, "c1", Action.CLEANUP, 2, 6, List.of(ZOMBIE));
        complete(2, "p1", Action.PAUSE, 10, 11, List.of());
        complete(3, "r1", Action.RESUME, 20, 21, List.of());
        stored.add(new StoredCommand(4, "a1", true, "health-1", "AUTO", "DONE", "COMPLETED", "result-a1"));
        intended.add(new IntendedSession(4, new SessionId(314, START), false, "ALREADY_GONE"));
        results.add(result(null, "result-a1", at(30), List.of()));
    }

    @Test
    void a_sound_round_has_no_findings() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void an_innocent_session_that_was_ended_is_reported() {
        intended.add(new IntendedSession(1, INNOCENT, false, "TERMINATED"));
        endings.add(ending(INNOCENT, at(5), true));
        assertFound(Kind.INNOCENT_ENDED);
    }

    @Test
    void a_session_with_the_recycled_pid_of_a_zombie_is_innocent() {
        SessionId recycled = new SessionId(ZOMBIE.pid(), at(8));
        sessions.add(new ObservedSession(recycled, "innocent-9", List.of()));
        intended.add(new IntendedSession(1, recycled, false, "TERMINATED"));
        endings.add(ending(recycled, at(9), true));
        assertFound(Kind.INNOCENT_ENDED);
    }

    @Test
    void a_session_that_the_workload_does_not_know_is_innocent() {
        SessionId unknown = new SessionId(399, START);
        intended.add(new IntendedSession(1, unknown, false, "TERMINATED"));
        endings.add(ending(unknown, at(5), true));
        assertFound(Kind.INNOCENT_ENDED);
    }

    @Test
    void a_session_that_woke_up_is_innocent_until_it_is_idle_for_the_threshold_again() {
        intended.add(new IntendedSession(1, WAKER, false, "TERMINATED"));
        endings.add(ending(WAKER, at(4), true));
        assertThat(findings()).isEmpty();
        endings.add(ending(WAKER, at(7), true));
        assertFound(Kind.INNOCENT_ENDED);
    }

    @Test
    void a_cancelled_query_is_reported() {
        endings.add(ending(ZOMBIE, at(3), false));
        assertFound(Kind.INNOCENT_ENDED);
    }

    @Test
    void an_acknowledged_command_that_is_not_stored_is_reported() {
        commands.add(new SentCommand("lost", Action.CLEANUP, at(40), true));
        results.add(result("lost", "result-lost", at(41), List.of()));
        assertFound(Kind.COMMAND_LOST);
    }

    @Test
    void a_command_without_an_end_is_reported() {
        commands.add(new SentCommand("stuck", Action.CLEANUP, at(40), false));
        stored.add(new StoredCommand(9, "stuck", false, null, "CLEANUP", "RUNNING", null, null));
        assertFound(Kind.COMMAND_LOST);
    }

    @Test
    void a_command_without_a_result_is_reported() {
        results.removeIf(result -> "r1".equals(result.commandId()));
        stored.removeIf(command -> command.id().equals("r1"));
        stored.add(new StoredCommand(3, "r1", false, null, "RESUME", "DONE", "COMPLETED", null));
        assertFound(Kind.RESULT_MISSING);
    }

    @Test
    void an_automatic_action_without_a_published_result_is_reported() {
        results.removeIf(result -> result.commandId() == null);
        assertFound(Kind.RESULT_MISSING);
    }

    @Test
    void a_command_that_the_broker_did_not_acknowledge_may_be_missing() {
        commands.add(new SentCommand("unsent", Action.CLEANUP, at(40), false));
        assertThat(findings()).isEmpty();
    }

    @Test
    void two_results_of_one_command_are_reported() {
        results.add(result("c1", "another-id", at(7), List.of()));
        assertFound(Kind.OUTCOME_DOUBLED);
    }

    @Test
    void two_contents_under_one_event_id_are_reported() {
        PublishedResult first = results.get(0);
        results.add(new PublishedResult(
                first.commandId(), first.eventId(), first.outcome(), at(9), "other", first.terminated()));
        assertFound(Kind.OUTCOME_DOUBLED);
    }

    @Test
    void a_result_that_differs_from_the_stored_outcome_is_reported() {
        stored.set(0, new StoredCommand(1, "c1", false, null, "CLEANUP", "DONE", "FAILED", "result-c1"));
        assertFound(Kind.OUTCOME_DOUBLED);
    }

    @Test
    void a_repeated_publication_is_allowed() {
        results.add(results.get(0));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_signal_after_a_pause_is_reported() {
        endings.set(0, ending(ZOMBIE, at(13), true));
        assertFound(Kind.SIGNAL_AFTER_PAUSE);
    }

    @Test
    void a_signal_within_the_grace_time_or_after_the_resumption_is_allowed() {
        endings.set(0, ending(ZOMBIE, at(11).plusMillis(900), true));
        assertThat(findings()).isEmpty();
        endings.set(0, ending(ZOMBIE, at(20).plusMillis(1), true));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_resumption_that_was_rejected_ends_no_pause() {
        results.removeIf(result -> "r1".equals(result.commandId()));
        results.add(new PublishedResult("r1", "result-r1", CommandOutcome.EXPIRED, at(21), "{}", List.of()));
        stored.removeIf(command -> command.id().equals("r1"));
        stored.add(new StoredCommand(3, "r1", false, null, "RESUME", "DONE", "EXPIRED", "result-r1"));
        endings.set(0, ending(ZOMBIE, at(25), true));
        assertFound(Kind.SIGNAL_AFTER_PAUSE);
    }

    @Test
    void an_action_without_a_log_row_is_reported() {
        logRows.remove(0);
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void an_automatic_action_without_a_log_row_is_reported() {
        logRows.remove(1);
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void an_action_with_two_log_rows_is_reported() {
        logRows.add(logRows.get(0));
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void an_ended_session_in_no_intent_is_reported() {
        intended.remove(0);
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void an_ended_session_of_a_dry_run_is_reported() {
        intended.set(0, new IntendedSession(1, ZOMBIE, true, "WOULD_TERMINATE"));
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void a_selected_session_without_an_outcome_is_reported() {
        intended.add(new IntendedSession(1, WAKER, false, null));
        assertFound(Kind.LOG_INCOMPLETE);
    }

    @Test
    void a_termination_that_did_not_happen_is_reported() {
        endings.clear();
        assertFound(Kind.REPORT_WRONG);
    }

    private void complete(long seq, String id, Action action, int sentAt, int publishedAt, List<SessionId> ended) {
        commands.add(new SentCommand(id, action, at(sentAt), true));
        stored.add(new StoredCommand(seq, id, false, null, action.name(), "DONE", "COMPLETED", "result-" + id));
        results.add(result(id, "result-" + id, at(publishedAt), ended));
    }

    private static PublishedResult result(
            @Nullable String command, String eventId, Instant publishedAt, List<SessionId> ended) {
        return new PublishedResult(
                command, eventId, CommandOutcome.COMPLETED, publishedAt, "content of " + eventId, ended);
    }

    private static Ending ending(SessionId id, Instant at, boolean terminated) {
        return new Ending(
                at, id.pid(), id.backendStart().truncatedTo(ChronoUnit.SECONDS), "an application", terminated);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void assertFound(Kind kind) {
        assertThat(findings()).isNotEmpty().extracting(Finding::kind).containsOnly(kind);
    }

    private List<Finding> findings() {
        return Verdict.findings(new RoundFacts(sessions, endings, commands, results, stored, intended, logRows));
    }
}
