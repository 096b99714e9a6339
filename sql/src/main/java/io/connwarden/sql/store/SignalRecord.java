package io.connwarden.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * What the target answered to one signal.
 *
 * @param ordinal the session's place in the frozen list
 * @param detail the target's words, where it refused
 */
public record SignalRecord(
        int ordinal, String answer, @Nullable String detail) {}
