package io.connwarden.actuator.action;

/** A target did not answer for as long as it was asked. The message is safe to publish. */
final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    TargetUnavailableException(String told) {
        super(told);
        this.reason = told;
    }

    String reason() {
        return reason;
    }
}
