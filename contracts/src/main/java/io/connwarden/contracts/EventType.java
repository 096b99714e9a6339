package io.connwarden.contracts;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Look;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionSnapshot;

/** The CloudEvents {@code type} of each message. A breaking change of a message adds a constant. */
public enum EventType {
    HEALTH("io.connwarden.health.v1", Health.class),
    SESSIONS("io.connwarden.sessions.v1", SessionSnapshot.class),
    COMMAND("io.connwarden.command.v1", Command.class),
    RESULT("io.connwarden.result.v1", Result.class),
    ALERT("io.connwarden.alert.v1", Alert.class),
    LOOK("io.connwarden.look.v1", Look.class);

    private final String value;
    private final Class<? extends Message> messageType;

    EventType(String value, Class<? extends Message> message) {
        this.value = value;
        this.messageType = message;
    }

    /** Returns the value of the attribute. */
    public String value() {
        return value;
    }

    public Class<? extends Message> messageType() {
        return messageType;
    }

    public static EventType of(Message message) {
        for (EventType type : values()) {
            if (type.messageType.isInstance(message)) {
                return type;
            }
        }
        throw new IllegalStateException("No event type for " + message.getClass());
    }
}
