package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;

/** The combination of a health event with an earlier one that its readers do not get. */
public final class SupersededHealth {
    private SupersededHealth() {}

    /** A session that was seen to LISTEN is reported, although its last statement may be another one since. */
    public static Event<Health> withListenersOf(Event<Health> superseded, Event<Health> event) {
        return superseded.data().listeners().isEmpty()
                ? event
                : new Event<>(event.id(), event.time(), event.data().withListenersOf(superseded.data()));
    }
}
