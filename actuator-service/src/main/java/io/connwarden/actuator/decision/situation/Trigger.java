package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.Command;
import java.time.Instant;
import java.util.Objects;

/** The cause of a decision. */
public sealed interface Trigger {

    /**
     * A health event.
     *
     * @param sampledAt time of the sample in the event
     */
    record HealthEventTrigger(Instant sampledAt) implements Trigger {
        public HealthEventTrigger {
            Objects.requireNonNull(sampledAt, "sampledAt");
        }
    }

    /** A command: CLEANUP, EMERGENCY, AUTO, APPROVE, TERMINATE or CANCEL. */
    record CommandTrigger(Command command) implements Trigger {
        public CommandTrigger {
            Objects.requireNonNull(command, "command");
        }
    }
}
