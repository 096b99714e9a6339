package io.connwarden.console.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** The links from every answer of the API, errors included, to its description for programs and for persons. */
public final class DescriptionLinkFilter extends OncePerRequestFilter {
    private static final String LINKS = "<" + ConsolePaths.API + "/openapi.json>; rel=\"service-desc\"; "
            + "type=\"application/json\", <" + ConsolePaths.DOCS + ">; rel=\"service-doc\"; type=\"text/html\"";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ConsolePaths.isPage(path) || ConsolePaths.isManagement(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.LINK, LINKS);
        chain.doFilter(request, response);
    }
}
