package io.connwarden.client.call;

import io.connwarden.client.query.QueryException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call after its own code threw an exception of a library. The library's exception reaches the caller; the
 * router's exception, with effect and attempts, is attached to it.
 */
public final class ThrownFailure {
    private ThrownFailure() {}

    /**
     * Returns the exception to throw.
     *
     * @param router the router's exception
     * @param thrown the exception of the query's own code; null if the router's exception is to be thrown
     */
    public static RuntimeException of(QueryException router, @Nullable Throwable thrown) {
        if (thrown == null) {
            return router;
        }
        thrown.addSuppressed(router);
        return thrown instanceof RuntimeException exception ? exception : new CheckedFailure(thrown);
    }

    /** The carrier of a checked exception through the stages. It never reaches the caller. */
    public static final class CheckedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CheckedFailure(Throwable thrown) {
            super(thrown.getMessage(), thrown, false, false);
        }
    }
}
