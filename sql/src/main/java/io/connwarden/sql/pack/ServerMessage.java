package io.connwarden.sql.pack;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What the server said, for a person: its message, what it says more, and its advice. */
final class ServerMessage {
    private ServerMessage() {}

    /** The words of a message; what the driver made of it where the server said nothing. */
    static String format(@Nullable ServerErrorMessage serverMessage, @Nullable String fallback) {
        if (serverMessage == null) {
            return String.valueOf(fallback);
        }
        return serverMessage.getMessage()
                + formatOptional(serverMessage.getDetail())
                + formatOptional(serverMessage.getHint());
    }

    private static String formatOptional(@Nullable String part) {
        return part == null ? "" : ". " + part;
    }
}
