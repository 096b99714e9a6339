package io.connwarden.actuator.decision.selection;

import io.connwarden.contracts.message.SessionOutcome;
import java.util.Objects;

/**
 * The refusal of a signal that was decided earlier.
 *
 * @param outcome the outcome of the session without the signal: PROTECTED or SPARED
 * @param reason the change since the decision, such as "paused meanwhile by ann"
 */
public record SignalRefusal(SessionOutcome outcome, String reason) {
    public SignalRefusal {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a refusal that spares the session. */
    public static SignalRefusal spared(String reason) {
        return new SignalRefusal(SessionOutcome.SPARED, reason);
    }
}
