package io.connwarden.contracts.message;

/** What a command asks for. */
public enum Action {
    /** A fresh sample of the target. */
    MONITOR,
    /** A fresh sample with recommendations. */
    HEALTH,
    /** The actuator's own state for the target: paused, cooldowns, budget, lane. */
    STATUS,
    CLEANUP,
    EMERGENCY,
    /** Let the policy decide, as it would on a health event. */
    AUTO,
    TERMINATE,
    CANCEL,
    PAUSE,
    RESUME
}
