package io.connwarden.console.access;

import java.util.Locale;

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
}
