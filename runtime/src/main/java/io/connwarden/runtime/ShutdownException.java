package io.connwarden.runtime;

/** The end of a wait because the service shuts down. Unfinished work stays for the next process. */
public final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ShutdownException() {
        super("the service is shutting down", null, false, false);
    }
}
