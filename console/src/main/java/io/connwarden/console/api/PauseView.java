package io.connwarden.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.connwarden.contracts.message.PauseSummary;
import java.time.Instant;

/**
 * A pause as the API shows it.
 *
 * @param state {@code scheduled} between two times of its window
 */
record PauseView(@JsonUnwrapped PauseSummary pause, State state) {
    /** The state of a pause that has not ended. */
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("scheduled")
        SCHEDULED
    }

    static PauseView of(PauseSummary pause, Instant now) {
        return new PauseView(pause, pause.isInForce(now) ? State.ACTIVE : State.SCHEDULED);
    }
}
