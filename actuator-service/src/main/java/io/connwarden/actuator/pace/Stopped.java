package io.connwarden.actuator.pace;

/** The service stops; whatever is unfinished is left for whoever comes next. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Stopped() {
        super("the service is stopping", null, false, false);
    }
}
