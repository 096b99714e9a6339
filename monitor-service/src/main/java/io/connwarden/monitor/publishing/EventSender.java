package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import org.jspecify.annotations.Nullable;

/** Sends single events. Used by one thread; answers may come in any. */
public interface EventSender {

    /** Told once per event what became of it. */
    interface Callback {
        /**
         * The event has arrived or has not.
         *
         * @param failure null when the broker has it
         */
        void onCompletion(@Nullable Throwable failure);
    }

    /** Sends an event; may block for some seconds, never throws. */
    void send(Event<Health> event, Callback callback);

    /** Gives up what is not answered yet. */
    void close();
}
