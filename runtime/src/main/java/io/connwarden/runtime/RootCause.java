package io.connwarden.runtime;

import org.springframework.core.NestedExceptionUtils;

/** The innermost cause of a failure as one line for a log or a message. */
public final class RootCause {
    private RootCause() {}

    /** Returns the type of the innermost cause and the first line of its message. */
    public static String describe(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String type = root.getClass().getSimpleName();
        String message = root.getMessage();
        return message == null
                ? type
                : type + ": " + message.lines().findFirst().orElse("");
    }
}
