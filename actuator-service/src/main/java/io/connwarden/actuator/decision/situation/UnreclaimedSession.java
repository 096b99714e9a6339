package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A session that exists although a signal was sent to it or denied. Rules set it aside after each attempt, for 1 min
 * after the first one and twice as long after each further one, up to 1 h.
 *
 * @param kind the signal that had no effect
 * @param outcome the outcome of the last attempt
 * @param attempts number of failed attempts in a row, from 1
 * @param failedAt time of the last attempt, by the clock of {@link Situation#now}
 */
public record UnreclaimedSession(
        SessionId id, SignalKind kind, SessionOutcome outcome, int attempts, Instant failedAt) {
    private static final Duration MIN_PAUSE = Duration.ofMinutes(1);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 6;

    public UnreclaimedSession {
        Checks.requireAtLeast("attempts", attempts, 1);
    }

    /** Returns the time from which a rule may try again. */
    public Instant retryAt() {
        return failedAt.plus(pause());
    }

    /** Returns true if a session that does not react to this signal is not expected to react to the given one. */
    public boolean concerns(SignalKind signal) {
        return kind == SignalKind.TERMINATE || signal == SignalKind.CANCEL;
    }

    /** Returns true before the time of the next attempt. A clock that was set back does not prolong the pause. */
    public boolean isSetAside(Instant now) {
        return Duration.between(failedAt, now).abs().compareTo(pause()) < 0;
    }

    /** Returns true if a signal to terminate was sent, so that the session can still end at any time. */
    public boolean awaitsTermination() {
        return kind == SignalKind.TERMINATE && outcome == SessionOutcome.UNRESPONSIVE;
    }

    /** Returns a text such as {@code no reaction to SIGTERM at 2026-03-01T03:00:00Z (3 attempts)}. */
    public String describe() {
        return failure() + " at " + failedAt.truncatedTo(ChronoUnit.SECONDS) + " (" + Formats.count(attempts, "attempt")
                + ")";
    }

    private String failure() {
        String signal = kind == SignalKind.TERMINATE ? "SIGTERM" : "SIGINT";
        return switch (outcome) {
            case UNRESPONSIVE -> "no reaction to " + signal;
            case DENIED -> signal + " denied";
            default -> signal + " not sent";
        };
    }

    private Duration pause() {
        Duration doubled = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        return doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
    }
}
