package io.connwarden.actuator.action;

/** Another process has taken the command over, or it is done: nothing this run knows is wanted any more. */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException(long seq) {
        super("the lease of command " + seq + " is not ours any more");
    }
}
