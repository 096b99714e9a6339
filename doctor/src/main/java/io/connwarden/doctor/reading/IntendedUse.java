package io.connwarden.doctor.reading;

/** The intended use of a role, for which it is checked. */
public enum IntendedUse {
    /** To sample, as the monitor does; a session is never signalled. */
    MONITOR,
    /** To sample and to terminate sessions, as the actuator does. */
    RECLAIM
}
