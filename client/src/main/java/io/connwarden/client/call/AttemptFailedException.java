package io.connwarden.client.call;

/** Carries a {@link AttemptFailure} from the inner stages to the one that decides whether to try again. Never leaves the client. */
public final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AttemptFailure failure;

    public AttemptFailedException(AttemptFailure failure) {
        // No stack trace of its own: the cause has the one that matters, and this one is thrown often under load.
        super(failure.cause().getMessage(), failure.cause(), false, false);
        this.failure = failure;
    }

    public AttemptFailure failure() {
        return failure;
    }
}
