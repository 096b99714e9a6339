package io.connwarden.console.guide;

import io.connwarden.console.command.JsonBody;
import io.connwarden.console.web.MessageTree;
import io.connwarden.console.web.ProblemException;
import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a JSON body at an endpoint of the guide, which become parameters. Clients of functions send a body. */
public final class GuideBodyFilter extends OncePerRequestFilter {
    private final ProblemWriter problems;

    public GuideBodyFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !GuidePaths.contains(request.getRequestURI())
                || !request.getMethod().equals("POST")
                || request.getContentLength() <= 0;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest withFields;
        try {
            withFields = new RequestWithFields(request, fields(request));
        } catch (ProblemException invalid) {
            problems.write(
                    request,
                    response,
                    HttpStatus.valueOf(invalid.getStatusCode().value()),
                    String.valueOf(invalid.getBody().getDetail()));
            return;
        }
        chain.doFilter(withFields, response);
    }

    private static Map<String, String> fields(HttpServletRequest request) throws IOException {
        byte[] body = JsonBody.bytes(new HttpEntity<>(
                request.getInputStream().readAllBytes(), new ServletServerHttpRequest(request).getHeaders()));
        if (!(MessageTree.parse(body) instanceof ObjectNode object)) {
            throw ProblemException.badRequest("the body must be a JSON object such as {\"action\": \"health\"}");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isString() && !field.getValue().isNumber()) {
                throw ProblemException.invalid(field.getKey(), "a text or a number", field.getValue());
            }
            fields.put(field.getKey(), field.getValue().asString());
        }
        return fields;
    }

    /** A request with further parameters. A name in the query and in the body has two values. */
    private static final class RequestWithFields extends HttpServletRequestWrapper {
        private final Map<String, String[]> parameters;

        RequestWithFields(HttpServletRequest request, Map<String, String> fields) {
            super(request);
            parameters = new LinkedHashMap<>(request.getParameterMap());
            fields.forEach((name, value) -> parameters.merge(
                    name,
                    new String[] {value},
                    (query, body) -> Stream.of(query, body).flatMap(Stream::of).toArray(String[]::new)));
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return parameters.get(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }
    }
}
