package io.connwarden.actuator.concurrent;

/** The service stops; whatever is unfinished is left for whoever comes next. */
public final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ShutdownException() {
        super("the service is stopping", null, false, false);
    }
}
