package io.connwarden.actuator.action;

import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;

/** Endings that need no look, and what endings mean for the whole. */
final class Endings {
    private Endings() {}

    /** A dry run takes the whole road and signals nobody. */
    static List<Ending> ofDryRun(Rung rung) {
        return rung.sessions().stream()
                .map(each -> new Ending(
                        each.session(),
                        each.session().kind().equals("TERMINATE")
                                ? SessionOutcome.WOULD_TERMINATE
                                : SessionOutcome.WOULD_CANCEL,
                        "dry run, nobody was signalled"))
                .toList();
    }

    /** Nobody can say more about them. */
    static List<Ending> failed(Rung rung, String reason) {
        return rung.sessions().stream()
                .map(each -> new Ending(each.session(), SessionOutcome.FAILED, reason))
                .toList();
    }

    /** An action that could not deal with every session it chose has not run to its end. */
    static Outcome outcome(List<Ending> endings) {
        return endings.stream().anyMatch(ending -> ending.outcome() == SessionOutcome.FAILED)
                ? Outcome.FAILED
                : Outcome.COMPLETED;
    }
}
