package io.connwarden.console.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The details of the health for programs of the same host. Spring Boot shows the details to an authenticated request.
 * This filter authenticates each request for the health on a loopback address, unless it has a foreign host name.
 */
public final class LocalHealthFilter extends OncePerRequestFilter {
    private static final Principal LOCAL = () -> "local";

    private final HostFilter hosts;

    public LocalHealthFilter(HostFilter hosts) {
        this.hosts = hosts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ConsolePaths.isHealth(request.getRequestURI()) || !hosts.permits(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return LOCAL;
                    }
                },
                response);
    }
}
