package io.connwarden.standalone.campaign;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.RoundFacts.Ending;
import io.connwarden.standalone.campaign.RoundFacts.IntendedSession;
import io.connwarden.standalone.campaign.RoundFacts.ObservedSession;
import io.connwarden.standalone.campaign.RoundFacts.Period;
import io.connwarden.standalone.campaign.RoundFacts.PublishedResult;
import io.connwarden.standalone.campaign.RoundFacts.SentCommand;
import io.connwarden.standalone.campaign.RoundFacts.StoredCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The judgment about one round: every broken promise is a finding. Pure; reads no clock and no server. */
final class Verdict {
    /** The time from the result of PAUSE to the last signal, as README promises. */
    private static final Duration PAUSE_TIME = Duration.ofSeconds(1);
    /** The time from a signal to the line in the target's log on a busy machine. */
    static final Duration LOG_DELAY = Duration.ofSeconds(1);
    /** The time after which an ending during a pause is a violation. */
    private static final Duration GRACE = PAUSE_TIME.plus(LOG_DELAY);

    private static final Set<String> ACTIONS_WITHOUT_LOG_ROW =
            Set.of(Action.PAUSE.name(), Action.RESUME.name(), Action.STATUS.name());
    private static final Set<String> ACT_ROWS =
            Set.of("CLEANUP_EXECUTED", "EMERGENCY_RESET", "QUERIES_CANCELLED", "SESSIONS_TERMINATED");

    /** The promise that a finding concerns. */
    enum Kind {
        INNOCENT_ENDED,
        COMMAND_LOST,
        RESULT_MISSING,
        OUTCOME_DOUBLED,
        SIGNAL_AFTER_PAUSE,
        LOG_INCOMPLETE,
        REPORT_WRONG
    }

    /** A broken promise. */
    record Finding(Kind kind, String text) {}

    private final RoundFacts facts;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<BackendKey, ObservedSession> sessions = new HashMap<>();

    private Verdict(RoundFacts facts) {
        this.facts = facts;
        facts.sessions().forEach(session -> sessions.put(BackendKey.of(session.id()), session));
    }

    /** The identity of a backend with the accuracy of the target's log. */
    private record BackendKey(int pid, Instant startedAt) {
        static BackendKey of(SessionId id) {
            return new BackendKey(id.pid(), id.backendStart().truncatedTo(ChronoUnit.SECONDS));
        }

        static BackendKey of(Ending ending) {
            return new BackendKey(ending.pid(), ending.startedAt());
        }
    }

    /** Returns the findings of a round. */
    static List<Finding> findings(RoundFacts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.checkInnocents();
        verdict.checkCommands();
        verdict.checkResults();
        verdict.checkPauses();
        verdict.checkLog();
        verdict.checkReports();
        return List.copyOf(verdict.findings);
    }

    private void report(Kind kind, String format, Object... values) {
        findings.add(new Finding(kind, String.format(Locale.ROOT, format, values)));
    }

    private void checkInnocents() {
        for (Ending ending : facts.endings()) {
            ObservedSession session = sessions.get(BackendKey.of(ending));
            boolean allowed = session != null
                    && ending.terminated()
                    && session.released().stream().anyMatch(period -> period.contains(ending.at()));
            if (!allowed) {
                report(Kind.INNOCENT_ENDED, "%s; session of the workload: %s", ending, session);
            }
        }
    }

    private void checkCommands() {
        Map<String, StoredCommand> stored = facts.storedCommands().stream()
                .collect(Collectors.toMap(StoredCommand::id, command -> command, (first, second) -> {
                    report(Kind.OUTCOME_DOUBLED, "two rows of one command: %s and %s", first, second);
                    return first;
                }));
        for (SentCommand command : facts.commands()) {
            StoredCommand row = stored.get(command.id());
            if (row == null && command.acknowledged()) {
                report(Kind.COMMAND_LOST, "%s is not stored", command);
            } else if (row != null && !row.state().equals("DONE")) {
                report(Kind.COMMAND_LOST, "%s is still %s", command, row.state());
            }
            if (command.acknowledged()
                    && facts.results().stream().noneMatch(result -> command.id().equals(result.commandId()))) {
                report(Kind.RESULT_MISSING, "%s has no result; stored: %s", command, row);
            }
        }
    }

    private void checkResults() {
        Map<String, PublishedResult> byEvent = new HashMap<>();
        Map<String, String> eventOfCommand = new HashMap<>();
        for (PublishedResult result : facts.results()) {
            PublishedResult first = byEvent.putIfAbsent(result.eventId(), result);
            if (first != null && !first.content().equals(result.content())) {
                report(Kind.OUTCOME_DOUBLED, "one event id, two contents: %s and %s", first, result);
            }
            if (result.commandId() != null) {
                String event = eventOfCommand.putIfAbsent(result.commandId(), result.eventId());
                if (event != null && !event.equals(result.eventId())) {
                    report(Kind.OUTCOME_DOUBLED, "a second result: %s; the first has id %s", result, event);
                }
            }
        }
        for (StoredCommand command : facts.storedCommands()) {
            if (command.resultEventId() != null) {
                checkPublished(command, byEvent.get(command.resultEventId()));
            }
        }
    }

    private void checkPublished(StoredCommand command, @Nullable PublishedResult result) {
        if (result == null) {
            report(Kind.RESULT_MISSING, "the stored result of %s was not published", command);
        } else if (!result.outcome().name().equals(command.outcome())) {
            report(Kind.OUTCOME_DOUBLED, "stored %s, published %s", command, result);
        }
    }

    private void checkPauses() {
        List<Period> pauses = pauses();
        for (Ending ending : facts.endings()) {
            if (pauses.stream().anyMatch(pause -> pause.contains(ending.at()))) {
                report(Kind.SIGNAL_AFTER_PAUSE, "%s; pauses: %s", ending, pauses);
            }
        }
    }

    /** The periods from the grace time after the answer to PAUSE until the RESUME that ended the pause. */
    private List<Period> pauses() {
        Map<String, Instant> completedAt = new HashMap<>();
        facts.results().stream()
                .filter(result -> result.commandId() != null && result.outcome() == CommandOutcome.COMPLETED)
                .forEach(result -> completedAt.merge(
                        String.valueOf(result.commandId()),
                        result.publishedAt(),
                        (one, other) -> one.isBefore(other) ? one : other));
        List<Period> pauses = new ArrayList<>();
        for (SentCommand command : facts.commands()) {
            Instant answeredAt = completedAt.get(command.id());
            if (command.action() == Action.PAUSE && answeredAt != null) {
                pauses.add(new Period(answeredAt.plus(GRACE), resumedAt(command, completedAt.keySet())));
            }
        }
        return pauses;
    }

    private Instant resumedAt(SentCommand pause, Set<String> completed) {
        return facts.commands().stream()
                .filter(command -> command.action() == Action.RESUME
                        && completed.contains(command.id())
                        && command.sentAt().isAfter(pause.sentAt()))
                .map(SentCommand::sentAt)
                .min(Comparator.naturalOrder())
                .orElse(Period.FOREVER);
    }

    private void checkLog() {
        Map<Long, List<IntendedSession>> intended =
                facts.intendedSessions().stream().collect(Collectors.groupingBy(IntendedSession::commandSeq));
        for (StoredCommand command : facts.storedCommands()) {
            if (command.state().equals("DONE")) {
                checkLogRows(command, intended.getOrDefault(command.seq(), List.of()));
            }
        }
        Set<BackendKey> recorded = new HashSet<>();
        for (IntendedSession session : facts.intendedSessions()) {
            if (!session.dryRun()) {
                recorded.add(BackendKey.of(session.id()));
            }
            if (session.outcome() == null) {
                report(Kind.LOG_INCOMPLETE, "%s has no outcome", session);
            }
        }
        for (Ending ending : facts.endings()) {
            if (!recorded.contains(BackendKey.of(ending))) {
                report(Kind.LOG_INCOMPLETE, "%s is in no intent", ending);
            }
        }
    }

    private void checkLogRows(StoredCommand command, List<IntendedSession> sessions) {
        boolean acted = !sessions.isEmpty();
        if (ACTIONS_WITHOUT_LOG_ROW.contains(command.action()) || (command.automatic() && !acted)) {
            return;
        }
        long rows = facts.logRows().stream()
                .filter(row -> command.automatic()
                        ? command.causeEventId() != null
                                && command.causeEventId().equals(row.causeEventId())
                                && ACT_ROWS.contains(row.eventType())
                        : command.id().equals(row.commandId()))
                .filter(row -> !acted || ACT_ROWS.contains(row.eventType()))
                .count();
        if (rows != 1) {
            report(Kind.LOG_INCOMPLETE, "%s has %d rows in connection_logs, expected 1", command, rows);
        }
    }

    /** Every session reported as terminated must have ended by a signal, if the workload did not close it itself. */
    private void checkReports() {
        Set<BackendKey> ended = facts.endings().stream()
                .filter(Ending::terminated)
                .map(BackendKey::of)
                .collect(Collectors.toSet());
        for (PublishedResult result : facts.results()) {
            for (SessionId id : result.terminated()) {
                BackendKey key = BackendKey.of(id);
                boolean closesItself = Optional.ofNullable(sessions.get(key))
                        .map(session -> !session.released().isEmpty()
                                && session.released().stream()
                                        .noneMatch(period -> period.until().equals(Period.FOREVER)))
                        .orElse(false);
                if (!ended.contains(key) && !closesItself) {
                    report(Kind.REPORT_WRONG, "%s is reported as terminated, and has not ended: %s", id, result);
                }
            }
        }
    }
}
