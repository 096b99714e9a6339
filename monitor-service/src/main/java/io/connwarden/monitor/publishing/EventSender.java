package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import org.jspecify.annotations.Nullable;

/** A sender of single events. Used by one thread; a callback may run in any thread. */
public interface EventSender<T extends Message> {

    /** The receiver of the acknowledgment or failure of a send, called once per event. */
    interface Callback {
        /**
         * The send has completed.
         *
         * @param failure null when Kafka acknowledged the event
         */
        void onCompletion(@Nullable Throwable failure);
    }

    /** Sends an event. May block for some seconds; never throws. */
    void send(Event<T> event, Callback callback);

    /** Discards the sends that are not acknowledged yet. */
    void close();
}
