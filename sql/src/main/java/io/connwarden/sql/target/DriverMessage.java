package io.connwarden.sql.target;

import java.util.stream.Stream;
import org.postgresql.util.GT;

/**
 * The messages of the driver that identify a failure, where its SQLSTATE does not. They are compared in the language of
 * the driver and in English.
 */
enum DriverMessage {
    NO_PASSWORD_FOR_SCRAM("The server requested SCRAM-based authentication, but no password was provided."),
    NO_PASSWORD("The server requested password-based authentication, but no password was provided"),
    GSS_FAILED("GSS Authentication failed"),
    LOGIN_TIMEOUT("Connection attempt timed out.");

    private final String english;

    DriverMessage(String english) {
        this.english = english;
    }

    static boolean isPasswordMissing(Throwable failure) {
        return NO_PASSWORD_FOR_SCRAM.isOf(failure) || NO_PASSWORD.isOf(failure);
    }

    boolean isOf(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return Stream.of(english, GT.tr(english)).anyMatch(message::startsWith);
    }
}
