package io.connwarden.actuator.intake;

/** Notifies the worker of a target of a command that is ready for execution. */
@FunctionalInterface
public interface WorkNotifier {

    /** Called after the command was committed. A target without a worker is ignored. */
    void notifyWork(String target);
}
