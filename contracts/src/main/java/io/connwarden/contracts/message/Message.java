package io.connwarden.contracts.message;

/** The data of an event. */
public sealed interface Message permits Health, SessionSnapshot, Command, Result, Alert, Look {

    /** Returns the id of the target. It is also the record key and the {@code subject} of the event. */
    String target();
}
