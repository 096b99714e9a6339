package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;

/**
 * Told of each event of a topic, in order per target, on the consumer's one thread.
 *
 * @param <T> what the topic carries
 */
@FunctionalInterface
public interface EventListener<T extends Message> {

    /**
     * An event has arrived. An exception is logged and counted, and the next event follows; an event may arrive more
     * than once, always under the same id.
     *
     * @param event the event, read and valid
     */
    void onEvent(Event<T> event);

    /**
     * A record could not be read, or was of another type.
     *
     * @param position topic, partition and offset
     * @param reason why, for people to read
     */
    default void onUnreadable(String position, String reason) {}
}
