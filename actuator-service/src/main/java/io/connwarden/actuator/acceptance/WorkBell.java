package io.connwarden.actuator.acceptance;

/** Tells the worker of a target that there is something to do. */
@FunctionalInterface
public interface WorkBell {

    /** Rung after the command was committed. A target nobody works on is ignored. */
    void ring(String target);
}
