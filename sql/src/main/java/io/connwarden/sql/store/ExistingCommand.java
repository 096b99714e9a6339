package io.connwarden.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * A command that had been accepted before it came again.
 *
 * @param done whether it is answered
 * @param result the result message as JSON; null while it is not answered, and when nobody was to be told
 */
public record ExistingCommand(
        long seq, String target, boolean done, @Nullable String result) {}
