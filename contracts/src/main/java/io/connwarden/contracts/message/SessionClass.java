package io.connwarden.contracts.message;

/** The class of a session in a snapshot. The first class that applies is stated, in the order of the constants. */
public enum SessionClass {
    /** A session of Connwarden itself. */
    OWN,
    /** A transaction that is open beyond the threshold and waits for its client. */
    STUCK_TRANSACTION,
    /** A session in an open transaction that waits for its client, within the threshold. */
    IDLE_IN_TRANSACTION,
    /** An active session with a query older than the long-running threshold. */
    LONG_RUNNING,
    ACTIVE,
    /** A session idle for longer than the zombie threshold; not of a superuser. */
    ZOMBIE,
    /** A session idle for longer than the long-idle threshold; not of a superuser. */
    LONG_IDLE,
    IDLE,
    /** A session with a state that is not visible or not known. */
    OTHER
}
