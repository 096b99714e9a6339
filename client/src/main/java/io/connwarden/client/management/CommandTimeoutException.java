package io.connwarden.client.management;

import org.jspecify.annotations.Nullable;

/** No result came in time. The command has expired by now, or will not be taken up later; it may have been done. */
public final class CommandTimeoutException extends ManagementException {
    private static final long serialVersionUID = 1L;

    /**
     * For those who write a transport.
     *
     * @param message what was asked, and for how long an answer was awaited
     * @param cause null when there is none
     */
    public CommandTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
