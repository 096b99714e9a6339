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
    private final ProblemWriter problems;

    public HostFilter(List<String> allowedHosts, ProblemWriter problems) {
        allowedHosts.forEach(host -> permitted.add(host.toLowerCase(Locale.ROOT)));
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ConsolePaths.isManagement(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (permitted.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
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
