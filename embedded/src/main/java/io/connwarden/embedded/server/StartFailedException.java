package io.connwarden.embedded.server;

import org.jspecify.annotations.Nullable;

/** An embedded server failed to start. The message is for the user: the failure and what to do. */
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
