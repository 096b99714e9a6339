package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Instant;
import java.util.Objects;

/** The cause of a decision. */
public sealed interface Trigger {

    /**
     * Returns true if the modes of the rules decide about the action, because no person has decided. This holds for a
     * health event, and for the command AUTO, which programs send by themselves.
     */
    boolean obeysModes();

    /**
     * A health event.
     *
     * @param sampledAt time of the sample in the event
     */
    record HealthEventTrigger(Instant sampledAt) implements Trigger {
        public HealthEventTrigger {
            Objects.requireNonNull(sampledAt, "sampledAt");
        }

        @Override
        public boolean obeysModes() {
            return true;
        }
    }

    /** A command: CLEANUP, EMERGENCY, AUTO, TERMINATE, CANCEL or APPROVE. */
    record CommandTrigger(Command command) implements Trigger {
        public CommandTrigger {
            Objects.requireNonNull(command, "command");
        }

        @Override
        public boolean obeysModes() {
            return command.parameters() instanceof CommandParameters.Auto;
        }
    }
}
