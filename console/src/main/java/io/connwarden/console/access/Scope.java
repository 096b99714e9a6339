package io.connwarden.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A permitted kind of requests. No scope includes another one. */
public enum Scope {
    /** To read targets, sessions, actions, alerts and logs. */
    READ,
    /** To send commands. */
    OPERATE,
    /** To approve and to reject a plan. */
    APPROVE,
    /** To send a command that overrides a guard. */
    OVERRIDE;

    /** Returns the name in tokens, responses and documentation, such as {@code read}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the scope with this name.
     *
     * @throws IllegalArgumentException if no scope has the name
     */
    public static Scope ofText(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("scope must be one of " + texts() + ", was '" + text + "'"));
    }

    /** Returns all names, separated by commas. */
    public static String texts() {
        return Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "));
    }
}
