package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;

/**
 * A listener of the events of a topic. Called on the thread of the consumer, in order per target.
 *
 * @param <T> type of the messages of the topic
 */
@FunctionalInterface
public interface TopicEventListener<T extends Message> {

    /**
     * Receives an event. An exception is logged and counted, and the next event follows. An event may be delivered more
     * than once, always with the same id.
     *
     * @param event a valid event
     */
    void onEvent(Event<T> event);

    /**
     * Reports a record that is unreadable or of another type. The record is skipped.
     *
     * @param position topic, partition and offset
     * @param reason the reason in one sentence
     */
    default void onUnreadable(String position, String reason) {}
}
