package io.connwarden.actuator.outcome;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a result answers.
 *
 * @param id of the command, ours for an automatic action
 * @param healthEvent the health event behind an automatic action; null for a command somebody sent
 * @param acceptedAt when it was accepted, or came
 */
public record CommandOrigin(
        EventId id, Command command, @Nullable EventId healthEvent, Instant acceptedAt) {

    public boolean isAutomatic() {
        return healthEvent != null;
    }

    public Action action() {
        return command.request().action();
    }

    public String target() {
        return command.target();
    }

    /** Who wanted it, for the log. */
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
