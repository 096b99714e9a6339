package io.connwarden.actuator.decision.policy;

import java.util.Locale;

/** The mode of a rule: the action that a health event or AUTO may lead to. Other commands are independent of it. */
public enum Mode {
    /** The rule selects no session. */
    OFF,
    /** The decision is recorded as a dry run. */
    WATCH,
    /** The decision becomes a plan, which waits for approval. */
    ASK,
    /** The selected sessions are signalled. */
    ACT;

    /** Returns the value as a configuration file contains it, such as {@code watch}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
