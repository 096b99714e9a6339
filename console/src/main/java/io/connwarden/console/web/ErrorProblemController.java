package io.connwarden.console.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The problem for a request that the web server or a static handler refuses, in place of the error page of Spring. */
@RestController
public class ErrorProblemController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        return ResponseEntity.status(known)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(path, known, detail(known, request.getMethod() + " " + path, response)));
    }

    private static String detail(HttpStatus status, String route, HttpServletResponse response) {
        @Nullable String allowed = response.getHeader(HttpHeaders.ALLOW);
        return switch (status) {
            case NOT_FOUND -> "no route " + route + "; docs/http-api.md lists the routes";
            case METHOD_NOT_ALLOWED ->
                "no route " + route + (allowed == null ? "" : "; the methods of this path are " + allowed);
            case INTERNAL_SERVER_ERROR -> "the request failed; the log of the service has the cause";
            default -> "the web server refused " + route + ": " + status.getReasonPhrase();
        };
    }
}
