package io.connwarden.console.authentication;

import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** The answer 401 to a request without a valid token. */
public final class ProblemEntryPoint implements AuthenticationEntryPoint {
    private final ProblemWriter problems;
    private final String howToAuthenticate;

    /** @param howToAuthenticate the detail for a request without a token */
    public ProblemEntryPoint(ProblemWriter problems, String howToAuthenticate) {
        this.problems = problems;
        this.howToAuthenticate = howToAuthenticate;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        boolean isInvalidToken = failure instanceof OAuth2AuthenticationException;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                isInvalidToken
                        ? "Bearer realm=\"connwarden\", error=\"invalid_token\""
                        : "Bearer realm=\"connwarden\"");
        problems.write(
                response,
                HttpStatus.UNAUTHORIZED,
                isInvalidToken ? String.valueOf(failure.getMessage()) : howToAuthenticate);
    }
}
