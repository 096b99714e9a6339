package io.connwarden.client.management;

import org.jspecify.annotations.Nullable;

/** What was asked of Connwarden has not been done, or it is not known to have been. */
public abstract sealed class ManagementException extends RuntimeException
        permits CommandTimeoutException, CommandNotCompletedException {
    private static final long serialVersionUID = 1L;

    ManagementException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
