package io.connwarden.actuator.intake;

/** Tells the worker of a target that there is something to do. */
@FunctionalInterface
public interface WorkNotifier {

    /** Rung after the command was committed. A target nobody works on is ignored. */
    void notifyWork(String target);
}
