package io.connwarden.contracts;

import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.Objects;

/**
 * A CloudEvent 1.0 with a message. The message determines its {@code type}. The target is its {@code subject} and the
 * record key.
 *
 * @param time time of the event by the producer's clock
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
