package io.connwarden.console.token;

/** A file of tokens that cannot be read or written. The message is one sentence with file, line and remedy. */
public final class InvalidTokensFileException extends RuntimeException {
    public InvalidTokensFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
