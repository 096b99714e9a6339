package io.connwarden.console.web;

import java.time.Duration;
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
        ProblemException problem =
                of(HttpStatus.UNAUTHORIZED, "the request has no token; send the header 'Authorization: Bearer cw_...'");
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

    /** Returns the problem of a caller above a rate limit. */
    public static ProblemException tooManyRequests(String detail, Duration wait) {
        ProblemException problem = of(HttpStatus.TOO_MANY_REQUESTS, detail);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        return problem;
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

    /** Adds the id of the command. A failure that is not the fault of the request names it in its detail too. */
    public ProblemException ofCommand(String id) {
        String detail = String.valueOf(getBody().getDetail());
        if (getStatusCode().is5xxServerError() && !detail.contains(id)) {
            getBody().setDetail(detail + "; the command has the id '" + id + "'");
        }
        return with("commandId", id);
    }

    /** Adds a further field to the problem. */
    public ProblemException with(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }
}
