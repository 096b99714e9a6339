package io.connwarden.embedded.server;

import org.jspecify.annotations.Nullable;

/** An embedded server could not be started. The message is meant for the user: what failed, and what to do. */
public class StartFailedException extends RuntimeException {
    public StartFailedException(String message) {
        super(message);
    }

    public StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
