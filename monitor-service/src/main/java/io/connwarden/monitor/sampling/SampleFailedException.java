package io.connwarden.monitor.sampling;

/** The failure of a query on a target. The message is the reason for the health event: one line, without a password. */
public final class SampleFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /** @param remedy the recommendation for an operator, one sentence */
    public SampleFailedException(String reason, String remedy) {
        super(reason, null, false, false);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
