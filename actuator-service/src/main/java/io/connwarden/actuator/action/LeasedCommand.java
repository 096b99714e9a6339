package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command under lease, with the configuration of its target.
 *
 * @param planned the command of the dry run that APPROVE executes; null for another command
 */
record LeasedCommand(
        ClaimedCommand claimed,
        Command command,
        TargetConfiguration target,
        @Nullable Command planned) {

    static LeasedCommand of(ClaimedCommand claimed, TargetConfiguration target) {
        return new LeasedCommand(claimed, EventCodec.instance().fromJson(Command.class, claimed.data()), target, null);
    }

    LeasedCommand withPlanned(Command requested) {
        return new LeasedCommand(claimed, command, target, requested);
    }

    CommandOrigin origin() {
        return new CommandOrigin(
                claimed.id(), command, claimed.cause(), claimed.times().acceptedAt(), planned);
    }

    boolean isDryRun() {
        return command.dryRun() || target.policy().dryRun();
    }

    /** Returns true for a dry run that can be executed by APPROVE. AUTO obeys the modes, and has plans of its own. */
    boolean isRequestedDryRun() {
        return command.dryRun()
                && !target.policy().dryRun()
                && !(command.parameters() instanceof CommandParameters.Auto)
                && !(command.parameters() instanceof CommandParameters.Approve)
                && claimed.cause() == null;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(claimed.times().expiresAt());
    }

    /** Returns the trigger with the permissions before a signal. A plan has those of its dry run. */
    Trigger triggerOfSignals() {
        return planned == null ? trigger() : new Trigger.CommandTrigger(planned);
    }

    /**
     * Returns the trigger. An automatic command expires when its health event does, so its expiry gives the time of
     * the event.
     */
    Trigger trigger() {
        EventId health = claimed.cause();
        return health == null
                ? new Trigger.CommandTrigger(command)
                : new Trigger.HealthEventTrigger(
                        claimed.times().expiresAt().minus(target.policy().healthMaxAge()));
    }
}
