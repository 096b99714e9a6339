package io.connwarden.doctor.finding;

/** What a role is there for. */
public enum Capability {
    /** To look, as the monitor does: signals nobody, and should not be able to. */
    MONITOR,
    /** To look and to end sessions, as the actuator does. */
    RECLAIM
}
