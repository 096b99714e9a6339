package io.connwarden.client.call;

/**
 * The failure of one attempt, thrown by the inner stages and handled by the retry stage. It never reaches the caller.
 */
public final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AttemptFailure failure;

    public AttemptFailedException(AttemptFailure failure) {
        // Without a stack trace: the cause has the useful one, and this exception is frequent under load.
        super(failure.cause().getMessage(), failure.cause(), false, false);
        this.failure = failure;
    }

    public AttemptFailure failure() {
        return failure;
    }
}
