package io.connwarden.console.authentication;

import io.connwarden.console.limit.RateLimit;
import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * The answer to a request without a valid token: 401, or 429 to further failures from an address above the limit. A
 * valid token passes from every address, so that failures of others lock no user out.
 */
public final class ProblemEntryPoint implements AuthenticationEntryPoint {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemEntryPoint.class);
    private static final String CHALLENGE = "Bearer realm=\"connwarden\"";

    private final ProblemWriter problems;
    private final RateLimit failuresPerAddress;
    private final String howToAuthenticate;

    /** @param howToAuthenticate the detail for a request without a token */
    public ProblemEntryPoint(ProblemWriter problems, RateLimit failuresPerAddress, String howToAuthenticate) {
        this.problems = problems;
        this.failuresPerAddress = failuresPerAddress;
        this.howToAuthenticate = howToAuthenticate;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            LOG.warn("A token was not checked, because the issuer did not answer; the request is refused", failure);
            problems.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the token cannot be checked, because the issuer of connwarden.console.oidc.issuer-uri does not"
                            + " answer; send the request again later");
        } else if (failure instanceof OAuth2AuthenticationException) {
            refuseToken(request, response, failure);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            problems.write(request, response, HttpStatus.UNAUTHORIZED, howToAuthenticate);
        }
    }

    private void refuseToken(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        Optional<Duration> wait = failuresPerAddress.take(request.getRemoteAddr());
        if (wait.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
            problems.write(
                    request,
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too many requests with an invalid token from " + request.getRemoteAddr() + "; correct the token");
        } else {
            problems.write(request, response, HttpStatus.UNAUTHORIZED, String.valueOf(failure.getMessage()));
        }
    }
}
