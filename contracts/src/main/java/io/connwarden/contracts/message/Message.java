package io.connwarden.contracts.message;

/** The data of an event: one of the four things Connwarden says or is told. */
public sealed interface Message permits Health, Command, Result, Alert {

    /** The id of the target the message is about; also the key and the {@code subject} of its event. */
    String target();
}
