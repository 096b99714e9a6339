package io.connwarden.runtime;

import io.connwarden.contracts.value.Formats;
import org.springframework.core.NestedExceptionUtils;

/** The innermost cause of a failure as one line for a log or a message. */
public final class RootCause {
    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private RootCause() {}

    /** Returns the type of the innermost cause and the first line of its message. */
    public static String describe(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String type = root.getClass().getSimpleName();
        String message = root.getMessage();
        return message == null
                ? type
                : type + ": " + Formats.singleLine(message.lines().findFirst().orElse(""), MAX_MESSAGE_LENGTH);
    }
}
