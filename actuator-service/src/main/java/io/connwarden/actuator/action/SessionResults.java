package io.connwarden.actuator.action;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;

/** Session results without a signal, and the command outcome that follows from session results. */
final class SessionResults {
    private SessionResults() {}

    /** Returns the results of a dry run, which sends no signal. */
    static List<SessionResult> forDryRun(Intent intent) {
        return intent.sessions().stream()
                .map(each -> new SessionResult(
                        each.session(),
                        each.session().kind() == SignalKind.TERMINATE
                                ? SessionOutcome.WOULD_TERMINATE
                                : SessionOutcome.WOULD_CANCEL,
                        "dry run, no signal was sent"))
                .toList();
    }

    /** Returns FAILED for every session of an intent. */
    static List<SessionResult> forFailure(Intent intent, String reason) {
        return intent.sessions().stream()
                .map(each -> new SessionResult(each.session(), SessionOutcome.FAILED, reason))
                .toList();
    }

    /** Returns FAILED if any session of the action failed. */
    static CommandOutcome outcomeOf(List<SessionResult> results) {
        return results.stream().anyMatch(result -> result.outcome() == SessionOutcome.FAILED)
                ? CommandOutcome.FAILED
                : CommandOutcome.COMPLETED;
    }
}
