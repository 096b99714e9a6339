package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.Command;
import java.time.Instant;
import java.util.Objects;

/** Why a decision is being made at all. */
public sealed interface Trigger {

    /**
     * A health event arrived.
     *
     * @param healthEventId id of the event
     * @param sampledAt when the sample in it was taken
     */
    record HealthEventTrigger(String healthEventId, Instant sampledAt) implements Trigger {
        public HealthEventTrigger {
            Objects.requireNonNull(healthEventId, "healthEventId");
            Objects.requireNonNull(sampledAt, "healthTime");
        }
    }

    /** Somebody asked: CLEANUP, EMERGENCY, AUTO, TERMINATE or CANCEL. */
    record CommandTrigger(Command command) implements Trigger {
        public CommandTrigger {
            Objects.requireNonNull(command, "command");
        }
    }
}
