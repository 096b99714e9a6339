package io.connwarden.console.saving;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.SavedSamples.SavedAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The period of the samples that are saved for an action: five minutes around its end. */
public final class ActionPeriod {
    /** The part of the period before the start of the action, and the part after its end. */
    static final Duration AROUND = Duration.ofSeconds(150);

    /** A sample is published and read some time after it was taken. */
    static final Duration ARRIVAL = Duration.ofSeconds(30);

    private ActionPeriod() {}

    /** Returns the period of an executed action of R1; empty for any other result, among them dry runs. */
    public static Optional<SavedAction> of(Event<Result> event) {
        Result result = event.data();
        boolean isSaved = RuleId.R1.matches(result.decision().rule())
                && result.outcome() == CommandOutcome.COMPLETED
                && !result.dryRun();
        return isSaved
                ? Optional.of(new SavedAction(
                        event.id().id(),
                        result.commandId(),
                        result.target(),
                        result.startedAt().minus(AROUND),
                        result.finishedAt().plus(AROUND)))
                : Optional.empty();
    }

    static boolean contains(SavedAction action, Instant time) {
        return !time.isBefore(action.from()) && !time.isAfter(action.to());
    }

    /** Returns true if no further sample of the period arrives. */
    static boolean isOver(SavedAction action, Instant now) {
        return now.isAfter(action.to().plus(ARRIVAL));
    }
}
