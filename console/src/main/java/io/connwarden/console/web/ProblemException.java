package io.connwarden.console.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal of a request, answered as a problem of RFC 9457. Its detail names the thing, the value and the remedy. */
public final class ProblemException extends ErrorResponseException {
    private ProblemException(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /** Returns the problem of a parameter with an invalid value. */
    public static ProblemException invalid(String parameter, String accepted, Object value) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "'" + parameter + "' must be " + accepted + ", was '" + value + "'");
    }

    /** Returns the problem of a thing that is missing for a time. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail);
    }
}
