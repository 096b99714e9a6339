package io.connwarden.embedded.server;

/** A failed start because the requested port is in use. */
public final class PortInUseException extends StartFailedException {
    private final int port;

    PortInUseException(String server, int port, String option, Throwable cause) {
        super(
                ("Port %d is in use (%s), so %s cannot listen on 127.0.0.1:%d. Stop the program that uses it, or choose"
                                + " another port with %s.")
                        .formatted(port, cause.getMessage(), server, port, option),
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
