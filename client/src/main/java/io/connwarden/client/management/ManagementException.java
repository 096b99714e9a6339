package io.connwarden.client.management;

import org.jspecify.annotations.Nullable;

/** A command that was not completed, or that is not known to be completed. */
public abstract sealed class ManagementException extends RuntimeException
        permits CommandTimeoutException, CommandNotCompletedException, TransportClosedException {
    private static final long serialVersionUID = 1L;

    ManagementException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
