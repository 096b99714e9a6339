package io.connwarden.console.web;

import org.springframework.http.HttpHeaders;
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

    /** Returns the problem of an invalid request. */
    public static ProblemException badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    /** Returns the problem of a request without a caller. */
    public static ProblemException unauthenticated() {
        ProblemException problem = new ProblemException(
                HttpStatus.UNAUTHORIZED, "the request has no token; send the header 'Authorization: Bearer cw_...'");
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"connwarden\"");
        return problem;
    }

    /** Returns the problem of a caller without a scope. */
    public static ProblemException missingScope(String scope) {
        ProblemException problem = forbidden("the token lacks the scope '" + scope + "'; use a token with this scope");
        problem.getHeaders()
                .set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"connwarden\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return problem;
    }

    public static ProblemException notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    /** Returns the problem of a caller without a permission. */
    public static ProblemException forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, detail);
    }

    public static ProblemException conflict(String detail) {
        return of(HttpStatus.CONFLICT, detail);
    }

    /** Returns the problem of a dependency that is down. */
    public static ProblemException unavailable(String detail) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    public static ProblemException of(HttpStatus status, String detail) {
        return new ProblemException(status, detail);
    }

    /** Adds a further field to the problem. */
    public ProblemException with(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }
}
