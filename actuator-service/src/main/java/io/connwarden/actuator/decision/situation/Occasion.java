package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.Command;
import java.time.Instant;
import java.util.Objects;

/** Why a decision is being made at all. */
public sealed interface Occasion {

    /**
     * A health event arrived.
     *
     * @param healthEventId id of the event
     * @param healthTime when the sample in it was taken
     */
    record Automatic(String healthEventId, Instant healthTime) implements Occasion {
        public Automatic {
            Objects.requireNonNull(healthEventId, "healthEventId");
            Objects.requireNonNull(healthTime, "healthTime");
        }
    }

    /** Somebody asked: CLEANUP, EMERGENCY, AUTO, TERMINATE or CANCEL. */
    record Requested(Command command) implements Occasion {
        public Requested {
            Objects.requireNonNull(command, "command");
        }
    }
}
