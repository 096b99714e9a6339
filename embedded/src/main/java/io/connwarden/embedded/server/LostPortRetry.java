package io.connwarden.embedded.server;

import java.io.IOException;

/**
 * The retry of a start after a lost port. Another program may take a port between its check and the start of the
 * server.
 */
public final class LostPortRetry {
    private static final int MAX_ATTEMPTS = 3;

    private LostPortRetry() {}

    /** A start of a server that selects its port. */
    @FunctionalInterface
    public interface Start<T> {
        /**
         * Starts the server.
         *
         * @throws StartFailedException if the server did not start
         */
        T start() throws IOException;
    }

    /**
     * Starts a server, at most three times. Repeats only a start that lost its port.
     *
     * @throws StartFailedException the failure of the last attempt
     */
    public static <T> T run(Start<T> start) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.start();
            } catch (StartFailedException e) {
                if (!e.isPortLost() || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
