package io.connwarden.contracts.message;

/** The action that a command requests. */
public enum Action {
    /** Takes a sample of the target. */
    MONITOR,
    /** The same as {@link #MONITOR}. */
    HEALTH,
    /** Returns the actuator's state for the target: pause, cooldowns, budget, emergency connection. */
    STATUS,
    /** Terminates sessions that have been idle for a long time. */
    CLEANUP,
    /** Reclaims sessions by the escalation of rule R1. */
    EMERGENCY,
    /** Applies the rules by their modes, as on a health event. */
    AUTO,
    /** Terminates the named sessions. */
    TERMINATE,
    /** Cancels the queries of the named sessions. */
    CANCEL,
    /** Stops all actions on the target. */
    PAUSE,
    /** Ends a pause. */
    RESUME,
    /** Releases a plan, which is judged again and executed. */
    APPROVE,
    /** Ends a plan without an action. */
    REJECT
}
