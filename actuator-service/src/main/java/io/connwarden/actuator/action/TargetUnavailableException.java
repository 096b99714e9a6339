package io.connwarden.actuator.action;

/** The failure of a target to answer before the deadline. The message contains nothing confidential. */
final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    TargetUnavailableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
