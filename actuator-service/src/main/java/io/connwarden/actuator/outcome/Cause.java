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
 * @param health the health event behind an automatic action; null for a command somebody sent
 * @param acceptedAt when it was accepted, or came
 */
public record Cause(EventId id, Command command, @Nullable EventId health, Instant acceptedAt) {

    public boolean automatic() {
        return health != null;
    }

    public Action action() {
        return command.request().action();
    }

    public String target() {
        return command.target();
    }

    /** Who wanted it, for the log. */
    public String actor() {
        return automatic() ? "automatic" : command.requestedBy();
    }

    @Nullable String commandSource() {
        return automatic() ? null : id.source();
    }

    @Nullable String commandId() {
        return automatic() ? null : id.id();
    }

    @Nullable String causeEventId() {
        return health == null ? null : health.id();
    }
}
