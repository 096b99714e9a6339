package io.connwarden.monitor.sampling;

/** A target did not answer. The message is a reason fit for an event: one line, without any password. */
public final class SampleFailedException extends Exception {
    public SampleFailedException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
