package io.connwarden.client.call;

/** Carries a {@link Fault} from the inner stages to the one that decides whether to try again. Never leaves the client. */
public final class AttemptFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public AttemptFailed(Fault fault) {
        // No stack trace of its own: the cause has the one that matters, and this one is thrown often under load.
        super(fault.cause().getMessage(), fault.cause(), false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
