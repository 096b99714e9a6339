package io.connwarden.actuator.action;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;

/** Endings that need no look, and what endings mean for the whole. */
final class SessionResults {
    private SessionResults() {}

    /** A dry run takes the whole road and signals nobody. */
    static List<SessionResult> forDryRun(Intent intent) {
        return intent.sessions().stream()
                .map(each -> new SessionResult(
                        each.session(),
                        each.session().kind().equals("TERMINATE")
                                ? SessionOutcome.WOULD_TERMINATE
                                : SessionOutcome.WOULD_CANCEL,
                        "dry run, nobody was signalled"))
                .toList();
    }

    /** Nobody can say more about them. */
    static List<SessionResult> forFailure(Intent intent, String reason) {
        return intent.sessions().stream()
                .map(each -> new SessionResult(each.session(), SessionOutcome.FAILED, reason))
                .toList();
    }

    /** An action that could not deal with every session it chose has not run to its end. */
    static CommandOutcome outcomeOf(List<SessionResult> results) {
        return results.stream().anyMatch(result -> result.outcome() == SessionOutcome.FAILED)
                ? CommandOutcome.FAILED
                : CommandOutcome.COMPLETED;
    }
}
