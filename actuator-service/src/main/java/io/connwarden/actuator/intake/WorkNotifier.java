package io.connwarden.actuator.intake;

/** The notifier of the worker of a target when a command is ready for execution. */
@FunctionalInterface
public interface WorkNotifier {

    /** Called after the command was committed. A target without a worker is ignored. */
    void notifyWork(String target);
}
