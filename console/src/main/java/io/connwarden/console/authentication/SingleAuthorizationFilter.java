package io.connwarden.console.authentication;

import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** The refusal of a request with two headers Authorization. A proxy could check the other one. */
public final class SingleAuthorizationFilter extends OncePerRequestFilter {
    private final ProblemWriter problems;

    public SingleAuthorizationFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int count =
                Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size();
        if (count <= 1) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    "the header Authorization must be given once, was given " + count + " times");
        }
    }
}
