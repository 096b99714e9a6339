package io.connwarden.actuator.action;

/** The lease of a command was taken over by another process, or the command is done. The run discards its state. */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException(long seq) {
        super("lease of command " + seq + " lost: another process took over the command");
    }
}
