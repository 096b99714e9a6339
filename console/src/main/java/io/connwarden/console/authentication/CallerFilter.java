package io.connwarden.console.authentication;

import io.connwarden.console.access.CallerArgument;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The transfer of the authenticated caller into the request, where routes and other filters find it. */
public final class CallerFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication authenticated) {
            request.setAttribute(CallerArgument.ATTRIBUTE, authenticated.getPrincipal());
        }
        chain.doFilter(request, response);
    }
}
