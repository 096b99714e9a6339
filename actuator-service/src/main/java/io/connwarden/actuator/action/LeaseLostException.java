package io.connwarden.actuator.action;

/**
 * The failure of a run whose lease another process has taken over, or whose command is done. The run discards its
 * state.
 */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException(long seq) {
        super("lease of command " + seq + " lost: another process took over the command");
    }
}
