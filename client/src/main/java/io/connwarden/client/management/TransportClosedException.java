package io.connwarden.client.management;

/**
 * A command without a result when its transport was closed. The actuator may still execute the command until the
 * command expires.
 */
public final class TransportClosedException extends ManagementException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. For implementations of {@link CommandTransport}.
     *
     * @param message names the command and the remedy
     */
    public TransportClosedException(String message) {
        super(message, null);
    }
}
