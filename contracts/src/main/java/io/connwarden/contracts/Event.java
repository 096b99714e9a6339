package io.connwarden.contracts;

import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.Objects;

/**
 * A CloudEvent 1.0 around a message. Its {@code type} follows from the message, its {@code subject} and key are the
 * message's target.
 *
 * @param time when it happened, by the producer's clock
 */
public record Event<T extends Message>(EventId id, Instant time, T data) {
    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }

    public EventType type() {
        return EventType.of(data);
    }

    public String subject() {
        return data.target();
    }
}
