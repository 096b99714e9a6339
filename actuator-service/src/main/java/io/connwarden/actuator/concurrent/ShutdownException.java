package io.connwarden.actuator.concurrent;

/** The service shuts down. Unfinished work is resumed by another process. */
public final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ShutdownException() {
        super("the service is shutting down", null, false, false);
    }
}
