package io.connwarden.client.management;

import org.jspecify.annotations.Nullable;

/** No result came in time. The command has expired by now, or will not be taken up later; it may have been done. */
public final class NoAnswerException extends ManagementException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
