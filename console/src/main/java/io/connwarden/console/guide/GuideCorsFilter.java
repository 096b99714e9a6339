package io.connwarden.console.guide;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The permission for pages of other origins to call the endpoints. A preflight request carries no token, so that it is
 * answered here, before the access rules.
 */
public final class GuideCorsFilter extends OncePerRequestFilter {
    private static final String ANY = "*";

    private final List<String> allowedOrigins;

    /** @param allowedOrigins such as {@code https://app.example.org}; {@code *} for all */
    public GuideCorsFilter(List<String> allowedOrigins) {
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !GuidePaths.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        addHeaders(request.getHeader(HttpHeaders.ORIGIN), response);
        if (request.getMethod().equals("OPTIONS")) {
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getOutputStream().write("ok".getBytes(StandardCharsets.US_ASCII));
        } else {
            chain.doFilter(request, response);
        }
    }

    private void addHeaders(@Nullable String origin, HttpServletResponse response) {
        if (allowedOrigins.contains(ANY)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        } else if (origin != null && allowedOrigins.contains(origin)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        response.setHeader(
                HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, x-client-info, apikey, content-type");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS");
    }
}
