package io.connwarden.actuator.lane;

/** The lanes of all targets. */
public interface Lanes {

    /**
     * The lane to a target.
     *
     * @throws IllegalStateException when the target is not configured, or the lanes are not open
     */
    Lane to(String target);

    /** Whether the session to a target is open right now; false for a target that is not configured. */
    boolean isOpen(String target);
}
