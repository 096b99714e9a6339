package io.connwarden.monitor.sampling;

/** The failure of a query on a target. The message is the reason for the health event: one line, without a password. */
public final class SampleFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public SampleFailedException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
