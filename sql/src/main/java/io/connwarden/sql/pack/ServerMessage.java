package io.connwarden.sql.pack;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** The text of a server message with its detail and its hint. */
final class ServerMessage {
    private ServerMessage() {}

    /** Returns message, detail and hint, or {@code fallback} without a message of the server. */
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
