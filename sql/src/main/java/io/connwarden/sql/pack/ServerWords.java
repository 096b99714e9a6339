package io.connwarden.sql.pack;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What the server said, for a person: its message, what it says more, and its advice. */
final class ServerWords {
    private ServerWords() {}

    /** The words of a message; what the driver made of it where the server said nothing. */
    static String of(@Nullable ServerErrorMessage said, @Nullable String otherwise) {
        if (said == null) {
            return String.valueOf(otherwise);
        }
        return said.getMessage() + more(said.getDetail()) + more(said.getHint());
    }

    private static String more(@Nullable String words) {
        return words == null ? "" : ". " + words;
    }
}
