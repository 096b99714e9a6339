package io.connwarden.console.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The form of every error: a problem of RFC 9457. An unexpected failure is logged, and its cause is not sent. */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** A path without a route. Spring would call it a static resource. */
    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                "no route " + failure.getHttpMethod() + " "
                        + ((ServletWebRequest) request).getRequest().getRequestURI()
                        + "; docs/http-api.md lists the routes");
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    /** Names the permitted methods in the detail too. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String[] methods = failure.getSupportedMethods();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                "this path has no method " + failure.getMethod() + "; its methods are "
                        + (methods == null ? "none" : String.join(", ", methods)));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    /** States the type, so that a request with an invalid header Accept gets the problem too. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** A parameter that is no valid percent-encoded UTF-8. The server decodes parameters at their first use. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException failure) {
        return problem(HttpStatus.BAD_REQUEST, "a parameter cannot be decoded: " + failure.getMessage());
    }

    /** A body that claims to be multipart. No route accepts one. */
    @ExceptionHandler(MultipartException.class)
    ResponseEntity<ProblemDetail> multipart(MultipartException failure) {
        return problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "no route accepts multipart/form-data; send application/json");
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> unexpected(Exception failure) {
        LOG.error("A request failed and was answered with 500; the console continues", failure);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "the request failed; the log of the service has the cause");
    }
}
