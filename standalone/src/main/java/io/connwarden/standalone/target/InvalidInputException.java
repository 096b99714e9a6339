package io.connwarden.standalone.target;

/** An option, an argument or a file of the user that is not valid. The message names it, its value, and what to do. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
