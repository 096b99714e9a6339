package io.connwarden.embedded.server;

import org.jspecify.annotations.Nullable;

/** The failed start of an embedded server. The message is for the user. It states the failure and the remedy. */
public class StartFailedException extends RuntimeException {
    public StartFailedException(String message) {
        super(message);
    }

    public StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns true if another program took the port between its check and the start of the server. */
    public boolean isPortLost() {
        return !(this instanceof PortInUseException)
                && String.valueOf(getMessage()).contains("Address already in use");
    }
}
