package io.connwarden.actuator.connection;

/** The lanes of all targets. */
public interface EmergencyConnections {

    /**
     * The lane to a target.
     *
     * @throws IllegalStateException when the target is not configured, or the lanes are not open
     */
    EmergencyConnection connectionTo(String target);

    /** Whether the session to a target is open right now; false for a target that is not configured. */
    boolean isOpen(String target);
}
