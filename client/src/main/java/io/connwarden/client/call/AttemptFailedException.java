package io.connwarden.client.call;

import org.jspecify.annotations.Nullable;

/**
 * The failure of one attempt, thrown by the inner stages and handled by the retry stage. It never reaches the caller.
 */
public final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AttemptFailure failure;
    private final @Nullable Throwable thrown;

    public AttemptFailedException(AttemptFailure failure) {
        this(failure, null);
    }

    /**
     * Creates an exception.
     *
     * @param thrown the exception of the query's own code; null if the router's own exception is to reach the caller
     */
    public AttemptFailedException(AttemptFailure failure, @Nullable Throwable thrown) {
        // Without a stack trace: the cause has the useful one, and this exception is frequent under load.
        super(failure.cause().getMessage(), failure.cause(), false, false);
        this.failure = failure;
        this.thrown = thrown;
    }

    /** Returns the exception of the query's own code that hides the failure, or null if there is none. */
    public @Nullable Throwable thrown() {
        return thrown;
    }

    public AttemptFailure failure() {
        return failure;
    }
}
