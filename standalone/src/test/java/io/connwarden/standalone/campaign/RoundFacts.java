package io.connwarden.standalone.campaign;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the observer collected about one round, each from its own source. Immutable.
 *
 * @param sessions the sessions that the workload opened on the target
 * @param endings the sessions and queries that the target reports as ended by a signal
 * @param commands the commands that the workload sent
 * @param results the records of the results topic, in their order
 * @param storedCommands the commands and automatic actions of the log store
 * @param intendedSessions the sessions of all intents of the log store
 * @param logRows the rows of {@code connection_logs} about commands and actions
 */
record RoundFacts(
        List<ObservedSession> sessions,
        List<Ending> endings,
        List<SentCommand> commands,
        List<PublishedResult> results,
        List<StoredCommand> storedCommands,
        List<IntendedSession> intendedSessions,
        List<LogRow> logRows) {
    RoundFacts {
        sessions = List.copyOf(sessions);
        endings = List.copyOf(endings);
        commands = List.copyOf(commands);
        results = List.copyOf(results);
        storedCommands = List.copyOf(storedCommands);
        intendedSessions = List.copyOf(intendedSessions);
        logRows = List.copyOf(logRows);
    }

    /** A period with both ends included. It is empty if its end is before its start. */
    record Period(Instant from, Instant until) {
        static final Instant FOREVER = Instant.MAX;

        boolean contains(Instant time) {
            return !time.isBefore(from) && !time.isAfter(until);
        }
    }

    /**
     * A session that the workload opened.
     *
     * @param released the periods during which the session may be ended; empty for an innocent session
     */
    record ObservedSession(SessionId id, String application, List<Period> released) {
        ObservedSession {
            released = List.copyOf(released);
        }
    }

    /**
     * A line of the target's log about a session ended, or a query cancelled, by a signal.
     *
     * @param startedAt the start of the backend in whole seconds
     * @param terminated false for a cancelled query
     */
    record Ending(Instant at, int pid, Instant startedAt, String application, boolean terminated) {}

    /**
     * A command that the workload sent.
     *
     * @param sentAt the time before the first attempt
     * @param acknowledged true if the broker acknowledged the record
     */
    record SentCommand(String id, Action action, Instant sentAt, boolean acknowledged) {}

    /**
     * A record of the results topic.
     *
     * @param commandId null for an automatic action
     * @param publishedAt the timestamp of the record
     * @param content the data of the event
     * @param terminated the sessions that the result reports as terminated
     */
    record PublishedResult(
            @Nullable String commandId,
            String eventId,
            CommandOutcome outcome,
            Instant publishedAt,
            String content,
            List<SessionId> terminated) {
        PublishedResult {
            terminated = List.copyOf(terminated);
        }
    }

    /** A row of {@code commands}. */
    record StoredCommand(
            long seq,
            String id,
            boolean automatic,
            @Nullable String causeEventId,
            String action,
            String state,
            @Nullable String outcome,
            @Nullable String resultEventId) {}

    /** A row of {@code intent_sessions} with its outcome. */
    record IntendedSession(
            long commandSeq,
            SessionId id,
            boolean dryRun,
            @Nullable String outcome) {}

    /**
     * A row of {@code connection_logs}.
     *
     * @param commandId null for an automatic action
     * @param causeEventId the health event that caused an automatic action
     */
    record LogRow(
            String eventType,
            @Nullable String commandId,
            @Nullable String causeEventId) {}
}
