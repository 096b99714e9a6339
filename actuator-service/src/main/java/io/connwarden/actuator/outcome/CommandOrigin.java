package io.connwarden.actuator.outcome;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a result.
 *
 * @param id id of the command; generated for an automatic action
 * @param healthEvent the health event of an automatic action; null for a command from Kafka
 * @param acceptedAt time of acceptance, or of arrival if it was rejected
 * @param planned the command of the dry run that APPROVE executes; null for another command
 */
public record CommandOrigin(
        EventId id,
        Command command,
        @Nullable EventId healthEvent,
        Instant acceptedAt,
        @Nullable Command planned) {

    /** Returns the guards that the command overrides, or the dry run that it executes. */
    Set<RuleId> override() {
        return CommandParameters.overrideOf((planned == null ? command : planned).parameters());
    }

    public boolean isAutomatic() {
        return healthEvent != null;
    }

    public Action action() {
        return command.parameters().action();
    }

    public String target() {
        return command.target();
    }

    /** Returns the requester, for the log. */
    public String actor() {
        return isAutomatic() ? "automatic" : command.requestedBy();
    }

    @Nullable String commandSource() {
        return isAutomatic() ? null : id.source();
    }

    @Nullable String commandId() {
        return isAutomatic() ? null : id.id();
    }

    @Nullable String causeEventId() {
        return healthEvent == null ? null : healthEvent.id();
    }
}
