package io.connwarden.actuator.connection;

/** The emergency connections of all targets. */
public interface EmergencyConnections {

    /**
     * Returns the emergency connection to a target.
     *
     * @throws IllegalStateException if the target is not configured, or the connections are not open
     */
    EmergencyConnection connectionTo(String target);

    /** Returns true if the connection to a target is open; false for a target that is not configured. */
    boolean isOpen(String target);

    /**
     * Returns the state of the connection to a target in words: open, in a reserved slot, without a response, or closed
     * with the reason.
     */
    String state(String target);
}
