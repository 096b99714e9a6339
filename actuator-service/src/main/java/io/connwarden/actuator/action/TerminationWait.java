package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The wait until all signalled sessions have ended, which determines the outcome of each session. A sent signal is no
 * proof. A session counts as ended only if the session is gone or no longer runs the query.
 */
final class TerminationWait {
    private static final Duration INITIAL_INTERVAL = Duration.ofMillis(5);
    private static final Duration MAX_INTERVAL = Duration.ofMillis(100);

    private final Duration maxWait;
    private final Clock clock;
    private final ShutdownSignal shutdown;

    TerminationWait(Duration maxWait, Clock clock, ShutdownSignal shutdown) {
        this.maxWait = maxWait;
        this.clock = clock;
        this.shutdown = shutdown;
    }

    List<IntentSessionOutcome> await(List<SignalAttempt> attempts, EmergencyConnection connection, TargetRetry retry) {
        RemainingSessions remaining = remaining(attempts, connection, retry);
        return attempts.stream().map(each -> outcomeOf(each, remaining)).toList();
    }

    /** The signalled sessions that are unchanged, and the reason if the target could not be queried. */
    private record RemainingSessions(Set<SessionId> alive, Set<SessionId> running, String unknownReason) {}

    private RemainingSessions remaining(
            List<SignalAttempt> attempts, EmergencyConnection connection, TargetRetry retry) {
        List<IntentSession> signalled = attempts.stream()
                .filter(TerminationWait::isSignalled)
                .map(SignalAttempt::session)
                .toList();
        List<SessionId> terminated = signalled.stream()
                .filter(session -> session.kind() == SignalKind.TERMINATE)
                .map(IntentSession::id)
                .toList();
        List<IntentSession> cancelled = signalled.stream()
                .filter(session -> session.kind() == SignalKind.CANCEL)
                .toList();
        try {
            Instant until = clock.instant().plus(maxWait);
            Set<SessionId> alive =
                    pollUntilEmpty(until, () -> retry.execute(() -> connection.existingSessions(terminated)));
            Set<SessionId> running = cancelled.isEmpty()
                    ? Set.of()
                    : pollUntilEmpty(until, () -> stillRunning(cancelled, retry.execute(connection::sessions)));
            return new RemainingSessions(alive, running, "");
        } catch (TargetUnavailableException e) {
            return new RemainingSessions(Set.of(), Set.of(), e.reason());
        }
    }

    private Set<SessionId> pollUntilEmpty(Instant until, Supplier<Set<SessionId>> query) {
        BackOffExecution intervals =
                RetryBackOff.of(INITIAL_INTERVAL, MAX_INTERVAL).start();
        while (true) {
            Set<SessionId> remaining = query.get();
            if (remaining.isEmpty() || !clock.instant().isBefore(until)) {
                return remaining;
            }
            shutdown.backOff(intervals);
        }
    }

    /**
     * Returns the sessions that still run the cancelled query. A query has ended if its session is gone or its state
     * changed since the decision.
     */
    private static Set<SessionId> stillRunning(List<IntentSession> cancelled, List<SessionRow> now) {
        Set<SessionId> running = new HashSet<>();
        for (IntentSession session : cancelled) {
            now.stream()
                    .filter(row -> session.id().equals(row.id()))
                    .filter(row -> "active".equals(row.state()))
                    .filter(row -> session.expectedStateChange() == null
                            || session.expectedStateChange().equals(row.stateChange()))
                    .forEach(row -> running.add(session.id()));
        }
        return running;
    }

    private static boolean isSignalled(SignalAttempt attempt) {
        return attempt instanceof Answered answered && answered.answer() == SignalAnswer.SIGNALLED;
    }

    private IntentSessionOutcome outcomeOf(SignalAttempt attempt, RemainingSessions remaining) {
        if (attempt instanceof Answered answered) {
            return outcomeOfAnswer(answered, remaining);
        }
        return failed(
                attempt.session(),
                attempt instanceof NoAnswer unanswered
                        ? unanswered.reason()
                        : "not signalled: the action was interrupted and the command expired before it was resumed");
    }

    private IntentSessionOutcome outcomeOfAnswer(Answered attempt, RemainingSessions remaining) {
        IntentSession session = attempt.session();
        return switch (attempt.answer()) {
            case SIGNALLED -> outcomeOfSignal(session, remaining);
            case GONE ->
                new IntentSessionOutcome(
                        session,
                        SessionOutcome.ALREADY_GONE,
                        attempt.possiblySignalled()
                                ? "not found after recovery; ended by a signal of this action or by another cause"
                                : "no longer existed before the signal");
            case CHANGED ->
                new IntentSessionOutcome(
                        session,
                        SessionOutcome.CHANGED,
                        "not signalled: its state changed after the decision"
                                + (attempt.possiblySignalled()
                                        ? "; an earlier signal of this action may have reached the session"
                                        : ""));
            case PROTECTED ->
                new IntentSessionOutcome(
                        session, SessionOutcome.PROTECTED, "not signalled: not an ordinary client session");
            case DENIED ->
                new IntentSessionOutcome(
                        session,
                        SessionOutcome.DENIED,
                        "not signalled: the role lacks the privilege (42501). Sessions"
                                + " of superusers need a superuser, all others pg_signal_backend");
            case UNSEEN -> failed(session, "not signalled: its state is not visible");
            case NOT_SIGNALLED -> failed(session, "not signalled: the server reported that it sent no signal");
        };
    }

    private IntentSessionOutcome outcomeOfSignal(IntentSession session, RemainingSessions remaining) {
        boolean terminate = session.kind() == SignalKind.TERMINATE;
        if (!remaining.unknownReason().isEmpty()) {
            return failed(session, "signalled; its end could not be verified: " + remaining.unknownReason());
        }
        if (terminate
                ? remaining.alive().contains(session.id())
                : remaining.running().contains(session.id())) {
            return new IntentSessionOutcome(
                    session,
                    SessionOutcome.UNRESPONSIVE,
                    (terminate ? "signalled; still exists after " : "signalled; still running after ")
                            + maxWait.toMillis() + " ms");
        }
        return terminate
                ? new IntentSessionOutcome(session, SessionOutcome.TERMINATED, "ended")
                : new IntentSessionOutcome(session, SessionOutcome.CANCELLED, "its query ended after the cancel");
    }

    private static IntentSessionOutcome failed(IntentSession session, String reason) {
        return new IntentSessionOutcome(session, SessionOutcome.FAILED, reason);
    }
}
