package io.connwarden.standalone.target;

/** A server that rejects the connection, or answers it with an error. The message names it, the cause and the remedy. */
public final class ServerUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ServerUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
