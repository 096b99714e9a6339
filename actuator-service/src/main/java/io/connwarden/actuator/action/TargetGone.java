package io.connwarden.actuator.action;

/** A target did not answer for as long as it was asked. The message is safe to publish. */
final class TargetGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String told;

    TargetGone(String told) {
        super(told);
        this.told = told;
    }

    String told() {
        return told;
    }
}
