package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The wait until all signalled sessions have ended, which determines the outcome of each session. A sent signal is no
 * proof. A session counts as ended only if the session is gone or no longer runs the query.
 */
final class TerminationWait {
    private static final Duration INITIAL_INTERVAL = Duration.ofMillis(5);
    private static final Duration MAX_INTERVAL = Duration.ofMillis(25);

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

    /**
     * Returns the outcomes of an interrupted run from the recorded answers alone, without a query to the target. A
     * session without a recorded answer may have been signalled.
     *
     * @param reason the reason why the target is not queried
     */
    List<IntentSessionOutcome> withoutVerification(Intent intent, String reason) {
        RemainingSessions unknown = new RemainingSessions(Set.of(), Set.of(), reason);
        return intent.sessions().stream()
                .map(state -> SignalStage.recordedAttempt(state)
                        .map(SignalAttempt.class::cast)
                        .orElseGet(() -> new NoAnswer(state.session(), reason, !intent.dryRun())))
                .map(attempt -> outcomeOf(attempt, unknown))
                .toList();
    }

    /** The signalled sessions that are unchanged, and the reason if the target could not be queried. */
    private record RemainingSessions(Set<SessionId> alive, Set<SessionId> running, String unknownReason) {}

    private RemainingSessions remaining(
            List<SignalAttempt> attempts, EmergencyConnection connection, TargetRetry retry) {
        List<IntentSession> signalled = attempts.stream()
                .filter(TerminationWait::isSignalled)
                .map(SignalAttempt::session)
                .toList();
        Set<SessionId> terminated = signalled.stream()
                .filter(session -> session.kind() == SignalKind.TERMINATE)
                .map(IntentSession::id)
                .collect(Collectors.toSet());
        List<RunningQuery> cancelled = signalled.stream()
                .filter(session -> session.kind() == SignalKind.CANCEL)
                .map(session -> new RunningQuery(session.id(), session.expectedStateChange()))
                .toList();
        try {
            Instant until = clock.instant().plus(maxWait);
            Set<SessionId> alive =
                    pollUntilEmpty(until, terminated, left -> retry.execute(() -> connection.existingSessions(left)));
            Set<SessionId> running =
                    pollUntilEmpty(until, Set.of(), left -> retry.execute(() -> connection.stillRunning(cancelled)));
            return new RemainingSessions(alive, running, "");
        } catch (TargetUnavailableException e) {
            return new RemainingSessions(Set.of(), Set.of(), e.reason());
        }
    }

    /** @param remainingOf queries the target, given the sessions that remained before */
    private Set<SessionId> pollUntilEmpty(
            Instant until, Set<SessionId> all, UnaryOperator<Set<SessionId>> remainingOf) {
        BackOffExecution intervals =
                RetryBackOff.of(INITIAL_INTERVAL, MAX_INTERVAL).start();
        Set<SessionId> remaining = all;
        while (true) {
            remaining = remainingOf.apply(remaining);
            if (remaining.isEmpty() || !clock.instant().isBefore(until)) {
                return remaining;
            }
            shutdown.backOff(intervals);
        }
    }

    private static boolean isSignalled(SignalAttempt attempt) {
        return attempt instanceof Answered answered && answered.answer() == SignalAnswer.SIGNALLED;
    }

    private IntentSessionOutcome outcomeOf(SignalAttempt attempt, RemainingSessions remaining) {
        if (attempt instanceof Answered answered) {
            return outcomeOfAnswer(answered, remaining);
        }
        if (attempt instanceof Refused refused) {
            return new IntentSessionOutcome(
                    refused.session(),
                    refused.refusal().outcome(),
                    "not signalled: " + refused.refusal().reason() + doubt(refused.possiblySignalled()),
                    refused.possiblySignalled());
        }
        NoAnswer unanswered = (NoAnswer) attempt;
        return failed(unanswered.session(), unanswered.reason(), unanswered.possiblySignalled());
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
                                : "no longer existed before the signal",
                        attempt.possiblySignalled());
            case CHANGED -> outcomeOfChange(attempt);
            case PROTECTED -> notSignalled(session, SessionOutcome.PROTECTED, "not an ordinary client session");
            case DENIED ->
                notSignalled(
                        session,
                        SessionOutcome.DENIED,
                        "it belongs to a superuser, and only a superuser may signal it (42501)");
            case NOT_GRANTED ->
                notSignalled(
                        session,
                        SessionOutcome.DENIED,
                        "the role of the actuator does not have the privileges of pg_signal_backend (42501);"
                                + " connwarden doctor prints the GRANT");
            case UNSEEN -> notSignalled(session, SessionOutcome.FAILED, "its state is not visible");
            case LATE ->
                notSignalled(session, SessionOutcome.FAILED, "the signal reached the server after its time limit");
            case NOT_SIGNALLED ->
                notSignalled(session, SessionOutcome.FAILED, "the server reported that it sent no signal");
        };
    }

    /** The change can be the effect of an earlier cancel. After an earlier termination, the session would be gone. */
    private static IntentSessionOutcome outcomeOfChange(Answered attempt) {
        return attempt.possiblySignalled() && attempt.session().kind() == SignalKind.CANCEL
                ? new IntentSessionOutcome(
                        attempt.session(),
                        SessionOutcome.CHANGED,
                        "its state changed; an earlier signal of this action may have cancelled its query",
                        true)
                : notSignalled(
                        attempt.session(),
                        SessionOutcome.CHANGED,
                        "its state changed after the decision" + doubt(attempt.possiblySignalled()));
    }

    private IntentSessionOutcome outcomeOfSignal(IntentSession session, RemainingSessions remaining) {
        boolean terminate = session.kind() == SignalKind.TERMINATE;
        if (!remaining.unknownReason().isEmpty()) {
            return failed(session, "signalled; its end could not be verified: " + remaining.unknownReason(), true);
        }
        if (terminate
                ? remaining.alive().contains(session.id())
                : remaining.running().contains(session.id())) {
            return new IntentSessionOutcome(
                    session,
                    SessionOutcome.UNRESPONSIVE,
                    (terminate ? "signalled; still exists after " : "signalled; still running after ")
                            + maxWait.toMillis() + " ms",
                    true);
        }
        return terminate
                ? new IntentSessionOutcome(session, SessionOutcome.TERMINATED, "ended", true)
                : new IntentSessionOutcome(session, SessionOutcome.CANCELLED, "its query ended after the cancel", true);
    }

    private static IntentSessionOutcome notSignalled(IntentSession session, SessionOutcome outcome, String reason) {
        return new IntentSessionOutcome(session, outcome, "not signalled: " + reason, false);
    }

    private static IntentSessionOutcome failed(IntentSession session, String reason, boolean signalled) {
        return new IntentSessionOutcome(session, SessionOutcome.FAILED, reason, signalled);
    }

    private static String doubt(boolean possiblySignalled) {
        return possiblySignalled ? "; an earlier signal of this action may have reached the session" : "";
    }
}
