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
     * Receives an event. After an exception, a consumer in a group receives the event again, as its {@link
     * RedeliveryPolicy} says, and commits it only when it was handled. Without a group, the next event follows. An
     * event may be delivered more than once, always with the same id.
     *
     * @param event a valid event
     */
    void onEvent(Event<T> event);

    /**
     * Receives an event after its last delivery has failed, to store it elsewhere. The group goes on after it.
     *
     * @param event a valid event
     * @param failure the exception of the last delivery
     */
    default void onFailed(Event<T> event, RuntimeException failure) {}

    /**
     * Reports a record that is unreadable or of another type. The record is skipped.
     *
     * @param position topic, partition and offset
     * @param reason the reason in one sentence
     */
    default void onUnreadable(String position, String reason) {}
}
