package io.connwarden.client.management;

import org.jspecify.annotations.Nullable;

/**
 * A command without a result before its timeout. The command has expired and is not executed later; it may have been
 * executed before.
 */
public final class CommandTimeoutException extends ManagementException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. For implementations of {@link CommandTransport}.
     *
     * @param message names the command and the timeout
     * @param cause null if there is none
     */
    public CommandTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
