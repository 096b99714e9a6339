package io.connwarden.doctor.finding;

/** The capability for which a role is examined. */
public enum Capability {
    /** To sample, as the monitor does; a session is never signalled. */
    MONITOR,
    /** To sample and to terminate sessions, as the actuator does. */
    RECLAIM
}
