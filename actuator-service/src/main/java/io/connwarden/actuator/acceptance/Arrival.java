package io.connwarden.actuator.acceptance;

import io.connwarden.actuator.outcome.Cause;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.sql.store.NewCommand;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as it came, or as a health event made it.
 *
 * @param cause what a result will answer; its acceptedAt is now
 * @param expiresAt after this it is not begun any more
 */
public record Arrival(Cause cause, Instant expiresAt) {
    private static final Duration VALID_FOR = Duration.ofMinutes(15);

    /** A command that somebody sent. Without an expiry of its own it is valid for 15 minutes from the event's time. */
    public static Arrival of(Event<Command> event, Instant now) {
        Instant given = event.data().expiresAt();
        return new Arrival(
                new Cause(event.id(), event.data(), null, now),
                given == null ? event.time().plus(VALID_FOR) : given);
    }

    /** What a health event leads to. */
    public static Arrival automatic(EventId id, Command command, EventId health, Instant expiresAt, Instant now) {
        return new Arrival(new Cause(id, command, health, now), expiresAt);
    }

    NewCommand row() {
        Command command = cause.command();
        @Nullable EventId health = cause.health();
        return new NewCommand(
                cause.id(),
                command.target(),
                command.request().action().name(),
                cause.automatic(),
                command.requestedBy(),
                command.reason(),
                command.dryRun(),
                EventCodec.standard().toJson(command),
                health,
                expiresAt);
    }
}
