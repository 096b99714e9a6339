package io.connwarden.console.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The refusal of requests under a foreign host name. A web page with a name that resolves to the loopback address could
 * otherwise read the API through the browser of a user.
 */
public final class HostFilter extends OncePerRequestFilter {
    private final Set<String> permitted = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "::1"));
    private final boolean protectsMetrics;
    private final ProblemWriter problems;

    /** @param protectsMetrics true for metrics that a local program reads without a token */
    public HostFilter(List<String> allowedHosts, boolean protectsMetrics, ProblemWriter problems) {
        this.protectsMetrics = protectsMetrics;
        allowedHosts.forEach(host -> permitted.add(host.toLowerCase(Locale.ROOT)));
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ConsolePaths.isManagement(path) && (!protectsMetrics || ConsolePaths.isHealth(path));
    }

    boolean permits(HttpServletRequest request) {
        return permitted.contains(request.getServerName().toLowerCase(Locale.ROOT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (permits(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    HttpStatus.MISDIRECTED_REQUEST,
                    "the header Host names '" + request.getServerName()
                            + "', which is not permitted; add it to connwarden.console.allowed-hosts");
        }
    }
}
