package io.connwarden.standalone.target;

/** The user gave something that cannot be used. The message names it, its value, and what to do. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
