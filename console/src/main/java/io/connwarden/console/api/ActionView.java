package io.connwarden.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.connwarden.console.saving.ActionPeriod;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Result;
import org.jspecify.annotations.Nullable;

/**
 * An action as the API shows it.
 *
 * @param samples the route of the saved samples around the action; null if none are saved
 */
record ActionView(
        @JsonUnwrapped MessageView message, @Nullable String samples) {

    /** @param isSaving true if the log store is configured, where samples are saved */
    static ActionView of(Event<Result> event, boolean isSaving) {
        boolean isSaved = isSaving && ActionPeriod.of(event).isPresent();
        return new ActionView(
                MessageView.of(event),
                isSaved ? ConsolePaths.API + "/actions/" + event.id().id() + "/samples" : null);
    }
}
