package io.connwarden.actuator.action;

/**
 * The failure of a run that lost its lease to another process, or that another process completed. The run discards its
 * state.
 */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException(long seq) {
        super("lease of command " + seq + " lost: another process took over the command");
    }
}
