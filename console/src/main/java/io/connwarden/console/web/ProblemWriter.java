package io.connwarden.console.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** The writer of a problem for a request that a filter refuses. Thread-safe. */
public final class ProblemWriter {
    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes the problem as the whole response. Headers stay. */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem(request.getRequestURI(), status, detail)));
    }

    /**
     * Returns a problem with the path of the request, as Spring adds it to the problem of a route.
     * An endpoint of the guide has the field {@code error} in each failure.
     */
    static ProblemDetail problem(String path, HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        try {
            problem.setInstance(new URI(path));
        } catch (URISyntaxException refusedPath) {
            // The refusal can be that of the path.
        }
        if (ConsolePaths.isGuide(path)) {
            problem.setProperty("error", detail);
        }
        return problem;
    }
}
