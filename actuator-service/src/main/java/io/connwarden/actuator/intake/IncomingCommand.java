package io.connwarden.actuator.intake;

import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.sql.store.Commands.NewCommand;
import io.connwarden.sql.store.Commands.Requester;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as received, or as derived from a health event.
 *
 * @param origin the command and its source; its {@code acceptedAt} is the current time
 * @param refusal the reason why its topic does not permit the command; null if it does
 * @param expiresAt the time from which the command is no longer started
 */
public record IncomingCommand(
        CommandOrigin origin, @Nullable DecisionReason refusal, Instant expiresAt) {
    private static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(15);

    /**
     * Returns a command received from Kafka. A command without {@code expiresAt} is valid for 15 minutes after the
     * event's time.
     *
     * @param refusal the reason why its topic does not permit the command; null if it does
     */
    public static IncomingCommand of(Event<Command> event, @Nullable DecisionReason refusal, Instant now) {
        Instant given = event.data().expiresAt();
        return new IncomingCommand(
                new CommandOrigin(event.id(), event.data(), null, now, null),
                refusal,
                given == null ? event.time().plus(DEFAULT_VALIDITY) : given);
    }

    /** Returns the automatic command for a health event. */
    public static IncomingCommand automatic(
            EventId id, Command command, EventId health, Instant expiresAt, Instant now) {
        return new IncomingCommand(new CommandOrigin(id, command, health, now, null), null, expiresAt);
    }

    NewCommand toRow() {
        Command command = origin.command();
        return new NewCommand(
                origin.id(),
                command.target(),
                command.parameters().action().name(),
                command.dryRun(),
                new Requester(origin.isAutomatic(), command.requestedBy(), command.reason(), origin.healthEvent()),
                EventCodec.instance().toJson(command),
                expiresAt);
    }
}
