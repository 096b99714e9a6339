package io.connwarden.actuator.action;

/** The failure of a target to answer before the deadline. The message contains nothing confidential. */
final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String remedy;

    TargetUnavailableException(String reason, String remedy) {
        super(reason);
        this.reason = reason;
        this.remedy = remedy;
    }

    String reason() {
        return reason;
    }

    /** Returns the remedy for an operator, one sentence without a full stop. */
    String remedy() {
        return remedy;
    }
}
